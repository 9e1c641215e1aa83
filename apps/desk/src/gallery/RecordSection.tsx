import { AreaSelect } from '@shouwang/platform/ui/AreaSelect.tsx';
import type { AreaNode } from '@shouwang/platform/ui/area-node.ts';
import { Card } from '@shouwang/platform/ui/Card.tsx';
import { CheckList } from '@shouwang/platform/ui/CheckList.tsx';
import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { FileDrop } from '@shouwang/platform/ui/FileDrop.tsx';
import { MaskedText } from '@shouwang/platform/ui/MaskedText.tsx';
import { MoneyText } from '@shouwang/platform/ui/MoneyText.tsx';
import { PersonRow } from '@shouwang/platform/ui/PersonRow.tsx';
import { RevealBar } from '@shouwang/platform/ui/RevealBar.tsx';
import { RiskMark } from '@shouwang/platform/ui/RiskMark.tsx';
import { Timeline } from '@shouwang/platform/ui/Timeline.tsx';
import { UrlTabs } from '@shouwang/platform/ui/UrlTabs.tsx';
import type { Upload } from '@shouwang/platform/ui/upload.ts';

const reveal = () => Promise.resolve({ value: '440229197205140012', seconds: 60 });
const upload: Upload<null> = (file, { signal, onProgress }) =>
  new Promise((resolve, reject) => {
    let loaded = 0;
    const timer = setInterval(() => {
      loaded += file.size / 40;
      onProgress({ loaded, total: file.size });
      if (signal.aborted) reject(signal.reason);
      if (loaded < file.size && !signal.aborted) return;
      clearInterval(timer);
      resolve(null);
    }, 100);
  });
const towns: AreaNode[] = [
  { code: '440229100', name: '龙仙镇' },
  { code: '440229101', name: '江尾镇' },
];
const load = (code: string) =>
  Promise.resolve(code.length === 6 ? towns : [{ code: `${code}201`, name: '兰溪村', leaf: true }]);
const search = () => Promise.resolve([{ code: '440229101201', name: '兰溪村', path: '翁源县 / 江尾镇' }]);

function People() {
  return (
    <Card title="家庭成员" note="4 人，共享收支 4 人" flush>
      <RevealBar what="健康信息" reason="入户核实准备" secondsLeft={760} onMask={() => undefined} />
      <div style={{ padding: 16 }}>
        <Facts
          look="line"
          facts={[
            { label: '户编号', value: 'WY-0058213' },
            { label: '户主证件', value: <MaskedText label="户主证件" masked="440229********0012" reveal={reveal} /> },
            { label: '电话', value: <MaskedText label="电话" masked="154****6621" /> },
            { label: '更新', value: <DateText value="2026-11-17T01:10:00Z" form="minute" /> },
            { label: '补助', value: <MoneyText fen={123_450} unit /> },
          ]}
        />
      </div>
      <PersonRow name="钟永发" post="监测联系人 · 兰溪村委" extra="154****2019" />
      <PersonRow name="谢燕青" post="帮扶责任人 · 县林业局" extra="2 项措施进行中" />
    </Card>
  );
}

/** Masks, people, timeline, checks, files, places, tabs. */
export function RecordSection() {
  return (
    <div className="sw-split-8-4">
      <div className="sw-stack">
        <People />
        <Card title="分页签" flush>
          <div>
            <UrlTabs
              tabs={[
                { key: 'all', label: '概况', content: <p className="sw-note">页签写在地址里，可以发给同事。</p> },
                { key: 'members', label: '成员', count: 4, content: <p>成员</p> },
                { key: 'visits', label: '走访', count: 12, content: <p>走访</p> },
              ]}
            />
          </div>
        </Card>
        <Card title="文件和地方">
          <div className="sw-stack">
            <FileDrop
              label="把 YB-02 住院费用与自付的文件拖到这里"
              accept=".xlsx,.csv"
              maxBytes={50_000_000}
              multiple
              upload={upload}
              onDone={() => undefined}
            />
            <AreaSelect
              label="地方"
              roots={[{ code: '440229', name: '翁源县' }]}
              load={load}
              search={search}
              placeholder="选择镇、村"
            />
          </div>
        </Card>
      </div>
      <div className="sw-stack">
        <Card title="变化" note="近 12 个月，含来源" extra={<a href="/gallery">全部 14</a>}>
          <Timeline
            label="变化记录"
            year="2026"
            entries={[
              {
                key: '1',
                at: '2026-11-17',
                tone: 'orange',
                title: (
                  <>
                    等级由 <RiskMark level="4" /> 升为 <RiskMark level="2" />
                  </>
                ),
                source: '筛查批次 SR-1117-02 · 规则 MED-1、PLT-1',
              },
              { key: '2', at: '2026-11-02', title: '月度走访：收入更正 1 项', source: '兰溪村 钟永发 · 手机离线采集' },
              { key: '3', at: '2025-12-30', title: '监测参考线由 9,060 更新为 9,600', source: '政策包 2026.1 生效' },
            ]}
          />
        </Card>
        <Card title="质量门" note="4 项" flush>
          <CheckList
            label="质量门"
            checks={[
              { key: 'a', result: 'pass', label: '拒收率', value: '1.15%', limit: '≤ 2%' },
              { key: 'b', result: 'warn', label: '按时推送', value: '迟 12 天', limit: '每月 5 日' },
              { key: 'c', result: 'fail', label: '匹配率', value: '91.02%', limit: '≥ 95%' },
              { key: 'd', result: 'unknown', label: '行数波动', value: '无上期', limit: '上限 3 倍' },
            ]}
          />
        </Card>
        <Card tone="danger" title="撤回本次导入" note="12-17 前可撤">
          <p>撤下 12,342 行，回到上一期数据，原文件留存。</p>
        </Card>
      </div>
    </div>
  );
}
