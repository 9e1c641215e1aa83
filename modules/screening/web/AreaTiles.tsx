import type { AreaValue } from '@shouwang/platform/ui/AreaMap.tsx';
import { mapSteps, quintiles, stepOf } from '@shouwang/platform/ui/map-steps.ts';
import { useMemo } from 'react';
import './screening.css';

export type AreaTilesProps = {
  label: string;
  values: readonly AreaValue[];
  selected?: string | undefined;
  onPick: (code: string) => void;
};

/** Places as equal tiles coloured by quantity, for areas without shapes. Size and position say nothing, and the note says so. */
export function AreaTiles({ label, values, selected, onPick }: AreaTilesProps) {
  const steps = useMemo(
    () => mapSteps(quintiles(values.flatMap((area) => (area.value === null ? [] : [area.value])))),
    [values],
  );
  return (
    <div>
      <ul className="scr-tiles" aria-label={label}>
        {values.map((area) => {
          const step = area.value === null ? undefined : stepOf(steps, area.value);
          return (
            <li key={area.code}>
              <button
                type="button"
                className={step ? undefined : 'sw-hatch'}
                style={step ? { background: step.fill, color: step.text } : undefined}
                aria-current={area.code === selected ? 'true' : undefined}
                onClick={() => onPick(area.code)}
              >
                <span>{area.name}</span>
                <b>{area.text}</b>
              </button>
            </li>
          );
        })}
      </ul>
      <p className="sw-note scr-tiles-note">色块示意图，大小和位置不代表实际；非测绘边界</p>
    </div>
  );
}
