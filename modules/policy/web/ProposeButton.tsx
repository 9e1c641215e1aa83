import { useSession } from '@shouwang/platform/ui/session.ts';
import { Button } from 'antd';
import type { PackView } from '../contract.ts';
import { useVersion } from './api.ts';
import type { ProposalStart } from './ProposalEditor.tsx';

const NEW_OVERLAY = (base: PackView | undefined, area: string) =>
  [
    '# 只写与上级不同的值，其余继承。',
    `pack: area-${area}`,
    'title: 本地防止返贫监测政策包',
    `areaCode: "${area}"`,
    ...(base ? [`extends: ${base.pack}`] : []),
    'effectiveFrom: "2021-01-01"',
    '',
    'parameters: {}',
    '',
  ].join('\n');

/** Opens the editor on the text in force of the own area, or on the beginning of a first overlay. */
export function ProposeButton({ pack, onPropose }: { pack: PackView; onPropose: (start: ProposalStart) => void }) {
  const own = useSession().post.areaCode;
  const isOwn = pack.areaCode === own;
  const base = useVersion(pack.id, isOwn);
  const start = () =>
    onPropose(
      isOwn
        ? { title: `提议新版：${pack.title}`, yaml: base.data?.yaml ?? '', takenFrom: pack.id }
        : { title: '提议本地叠加的政策包', yaml: NEW_OVERLAY(pack, own), takenFrom: null },
    );
  return (
    <Button type="primary" disabled={isOwn && !base.data} onClick={start}>
      {isOwn ? '提议新版' : '提议本地政策包'}
    </Button>
  );
}
