import { Button } from 'antd';
import { Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { orderFile } from './download.ts';
import { Icon } from './Icon.tsx';
import { ReasonModal } from './ReasonModal.tsx';

const PURPOSES = ['上会讨论', '下发各镇村核对', '按上级要求报送', '留存备查'];

export type ExportButtonProps = {
  /** What is exported: `筛查提示的户`. */
  what: string;
  /** Address of the export with the filters of the list. */
  url: string;
  /** What is in the file and what is left out. */
  contents: ReactNode;
  size?: 'small' | 'middle' | undefined;
  disabled?: boolean | undefined;
};

/** Exports a list: asks what for, and saves the file that the server makes. The purpose goes on record and into the file. */
export function ExportButton({ what, url, contents, size, disabled = false }: ExportButtonProps) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        icon={<Icon of={Download} />}
        disabled={disabled}
        {...(size ? { size } : {})}
        onClick={() => setAsking(true)}
      >
        导出
      </Button>
      {asking && (
        <ReasonModal
          open
          title={`导出${what}`}
          label="用途"
          description={<>按现在的筛选条件导出 CSV。{contents}导出人、时间、用途写进文件并留痕。</>}
          presets={PURPOSES}
          okText="导出"
          onSubmit={(purpose) => orderFile(url, { purpose })}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
