import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import type { PackView } from '../contract.ts';
import { parameterText } from './pack-rows.ts';

/** Which pack this is: since when, on what it is built, its fingerprint, its line. */
export function PackHead({ pack, layerName }: { pack: PackView; layerName: (id: string) => string }) {
  const line = pack.parameters['line.monitoring'];
  const print = (pack.hash.slice(0, 12).match(/.{1,4}/g) ?? []).join(' ');
  const unconfirmed = Object.values(pack.parameters).filter((item) => item.standing === 'default').length;
  return (
    <Card>
      <Facts
        look="line"
        facts={[
          { label: '政策包', value: <StatusTag kind="policy">{pack.title}</StatusTag> },
          {
            label: '生效',
            value: (
              <>
                <DateText value={pack.effectiveFrom} /> 起{pack.effectiveTo ? `，至 ${pack.effectiveTo}` : ''}
              </>
            ),
          },
          { label: '参考线', value: line && <b>{parameterText(line.value, line.unit)} / 人·年</b> },
          { label: '叠加', value: pack.layers.map(layerName).join(' → ') },
          { label: '内容指纹', value: <span className="sw-mono">{print}</span> },
          {
            label: '启用',
            value: pack.activatedAt && (
              <>
                <DateText value={pack.activatedAt} form="minute" /> {pack.activatedBy}
              </>
            ),
          },
          { label: '待本地确认', value: `${unconfirmed} 个默认值` },
        ]}
      />
    </Card>
  );
}
