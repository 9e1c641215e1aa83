import { Note } from '@shouwang/platform/ui/Note.tsx';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { App, Button, Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import type { PackPreview } from '../contract.versions.ts';
import { useActivate } from './api.ts';
import { DifferenceTable } from './DifferenceTable.tsx';
import { consequences, foldRemoved } from './difference-words.ts';

type Props = {
  preview: PackPreview;
  layerName: (id: string) => string;
  /** What the change would mean for households, where the desk hands in a part that reckons it. */
  effect: ReactNode;
};

function Carried({ preview, layerName }: Pick<Props, 'preview' | 'layerName'>) {
  if (preview.carried.length === 0) return null;
  return (
    <section aria-label="随之重新生成的政策包">
      <h3>随之重新生成的政策包</h3>
      {preview.carried.map((one) => (
        <details key={`${one.of.id}:${one.from}`} open={one.problems.length > 0}>
          <summary>
            {one.of.name}，自 {one.from} 起
            {one.problems.length > 0
              ? `：有 ${one.problems.length} 处不通`
              : `：${foldRemoved(one.differences).length} 处随之变化`}
          </summary>
          {one.problems.map((problem) => (
            <p key={`${problem.line}:${problem.message}`} className="sw-field-error">
              {problem.file} 第 {problem.line} 行：{problem.message}
            </p>
          ))}
          {one.problems.length === 0 && (
            <DifferenceTable label={`${one.of.name}的差异`} rows={one.differences} layerName={layerName} />
          )}
        </details>
      ))}
    </section>
  );
}

/** What confirming would do, and the act itself: only after its consequences were ticked. */
export function ActivationPart({ preview, layerName, effect }: Props) {
  const { message } = App.useApp();
  const [seen, setSeen] = useState(false);
  const activate = useActivate();
  const { version, against, obstacles } = preview;
  const problem = activate.error ? asProblem(activate.error) : null;
  // Awaited, not a callback: a confirmed proposal takes this part off the page.
  const confirm = async () => {
    try {
      await activate.mutateAsync({ id: version.id, version: version.version });
    } catch {
      return; // shown above the button
    }
    void message.success(`已确认，${preview.from} 起执行`);
  };
  return (
    <>
      <section aria-label="逐项差异">
        <h3>
          与{against ? `${against.name}第 ${against.versionNo} 版` : '空白'}相比，
          {foldRemoved(preview.differences).length} 处差异
        </h3>
        <DifferenceTable label="逐项差异" rows={preview.differences} layerName={layerName} />
      </section>
      <Carried preview={preview} layerName={layerName} />
      {effect && (
        <section aria-label="启用后的影响">
          <h3>启用后的影响（试算）</h3>
          {effect}
        </section>
      )}
      <section aria-label="确认启用">
        <h3>确认启用的后果</h3>
        <ul className="pol-consequences">
          {consequences(preview).map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        {obstacles.map(({ code, message: words }) => (
          <Note key={code} tone="gold">
            {words}
          </Note>
        ))}
        {problem && <Note tone="bad">{problem.detail || problem.title}</Note>}
        {obstacles.length === 0 && (
          <div className="sw-stack">
            <Checkbox checked={seen} onChange={(event) => setSeen(event.target.checked)}>
              我已看过逐项差异，明白以上后果
            </Checkbox>
            <div>
              <Button type="primary" disabled={!seen} loading={activate.isPending} onClick={() => void confirm()}>
                确认启用
              </Button>
            </div>
          </div>
        )}
      </section>
    </>
  );
}
