import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { Button } from 'antd';
import { ShellFrame } from '../shell/ShellFrame.tsx';
import { CaseSection } from './CaseSection.tsx';
import { ControlSection } from './ControlSection.tsx';
import { FigureSection } from './FigureSection.tsx';
import './gallery.css';
import { RecordSection } from './RecordSection.tsx';
import { StateSection } from './StateSection.tsx';
import { session } from './sample.ts';
import { TableSection } from './TableSection.tsx';
import { TokenSection } from './TokenSection.tsx';

/** Every shared component in its states, for developers. */
export function GalleryPage() {
  return (
    <ShellFrame session={session}>
      <PageHeader
        title="组件与状态"
        subtitle="各页面共用同一套颜色、字号、间距和状态"
        trail={[{ label: '制度', to: '/gallery' }, { label: '组件' }]}
        acts={
          <>
            <Button>次要操作</Button>
            <Button type="primary">主要操作</Button>
          </>
        }
      />
      <TokenSection />
      <ControlSection />
      <StateSection />
      <TableSection />
      <FigureSection />
      <CaseSection />
      <RecordSection />
    </ShellFrame>
  );
}
