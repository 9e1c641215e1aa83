import { Card } from '@shouwang/platform/ui/Card.tsx';
import { RiskMark } from '@shouwang/platform/ui/RiskMark.tsx';
import { StaleTag } from '@shouwang/platform/ui/StaleTag.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { colour } from '@shouwang/platform/ui/theme.ts';

const SWATCHES = [
  ['品牌绿', 'green', '主按钮、选中'],
  ['墨', 'ink', '正文'],
  ['墨二', 'ink2', '次要正文'],
  ['墨三', 'ink3', '辅助，≥ 4.5'],
  ['纸', 'paper', '页底'],
  ['卡', 'card', '卡面'],
  ['线', 'line', '边框'],
  ['浅绿', 'greenTint', '悬停、选中'],
  ['金', 'gold', '政策、期限'],
  ['红', 'red', '高、逾期'],
  ['橙', 'orange', '较高、今天'],
  ['黄', 'yellow', '一般'],
] as const;

const TYPE = [
  ['20 / 28 粗', '页标题', '工作台　导入报告', 20, true],
  ['22 / 30 粗', '对象名', '钟树根户', 22, true],
  ['26 / 34 粗', '大数字', '1,286', 26, true],
  ['15 / 24 粗', '卡标题', '部门数据', 15, true],
  ['14 / 22', '正文、按钮', '请两名干部上门看一看', 14, false],
  ['13 / 20', '表格、说明', '县医保局 YB-02', 13, false],
  ['12 / 18', '辅助、表头', '数据日期 2026-10-31', 12, false],
  ['17 / 28 粗', '理由句', '超过了提醒门槛', 17, true],
] as const;

/** Colours, type, marks and tags. */
export function TokenSection() {
  return (
    <div className="gallery-tokens">
      <Card title="颜色" note="绿做事，金管制度，红橙黄只表风险和期限" flush>
        <ul className="gallery-swatches">
          {SWATCHES.map(([name, key, use]) => (
            <li key={key}>
              <i style={{ background: colour[key] }} />
              <span>
                <b>{name}</b>
                {colour[key]}
                <br />
                {use}
              </span>
            </li>
          ))}
        </ul>
        <div className="gallery-marks">
          <span className="sw-note">风险：颜色、形状、级数三者同在</span>
          <div className="sw-row">
            {['1', '2', '3', '4', null].map((level) => (
              <RiskMark key={String(level)} level={level} look="tag" />
            ))}
          </div>
          <div className="sw-row" style={{ gap: 16 }}>
            {['1', '2', '3', '4', null].map((level) => (
              <RiskMark key={String(level)} level={level} />
            ))}
            <RiskMark level="1" look="shape" />
            <RiskMark level="2" size="large" />
          </div>
          <span className="sw-note">状态标签</span>
          <div className="sw-row">
            <StatusTag kind="ok">已入库</StatusTag>
            <StatusTag kind="running">县审定中</StatusTag>
            <StatusTag kind="waiting">待确认</StatusTag>
            <StatusTag kind="bad">未到</StatusTag>
            <StatusTag kind="neutral">脱贫户</StatusTag>
            <StatusTag kind="policy">演示政策包 2026.3</StatusTag>
            <StatusTag kind="estimate">估算</StatusTag>
            <StaleTag asOf="2026-10-31" />
          </div>
        </div>
      </Card>
      <Card title="字号" note="只用常规和粗体，数字等宽" flush>
        <ul className="gallery-type">
          {TYPE.map(([size, use, sample, px, bold]) => (
            <li key={use}>
              <span>{size}</span>
              <span>{use}</span>
              <span style={{ fontSize: px, fontWeight: bold ? 700 : 400 }}>{sample}</span>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
