import { Note } from '@shouwang/platform/ui/Note.tsx';
import { type PackProblemView, PROPOSED_FILE } from '../contract.versions.ts';

/** All faults of a text; one in this text is a button that goes to its line. */
export function ProblemList({
  problems,
  onGo,
}: {
  problems: readonly PackProblemView[];
  onGo: (line: number, column: number) => void;
}) {
  if (problems.length === 0) return null;
  return (
    <Note tone="bad">
      <b>有 {problems.length} 处要改</b>，点一处跳到那一行：
      <ul className="pol-problems">
        {problems.map((one) => (
          <li key={`${one.file}:${one.line}:${one.column}:${one.code}:${one.message}`}>
            {one.file === PROPOSED_FILE ? (
              <button type="button" className="sw-act" onClick={() => onGo(one.line, one.column)}>
                第 {one.line} 行第 {one.column} 列
              </button>
            ) : (
              <span>
                {one.file} 第 {one.line} 行
              </span>
            )}{' '}
            {one.message}
          </li>
        ))}
      </ul>
    </Note>
  );
}
