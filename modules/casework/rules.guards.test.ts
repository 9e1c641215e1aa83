import { describe, expect, it } from 'vitest';
import type { ActCode } from './contract.ts';
import { RULES } from './rules.acts.ts';
import { attempt, type Play } from './scenario.ts';
import { ASIDE_TWINS } from './twins.aside.fixture.ts';
import { EARLY_TWINS } from './twins.early.fixture.ts';
import { ENDED_TWINS } from './twins.ended.fixture.ts';
import { DAY_TWINS, PAPER_TWINS, RECUSAL_TWINS } from './twins.evidence.fixture.ts';
import { begin, type Twin } from './twins.fixture.ts';
import { LATE_TWINS } from './twins.late.fixture.ts';
import { QUALITY_TWINS } from './twins.quality.fixture.ts';

const ALL_TWINS: readonly Twin[] = [
  ...EARLY_TWINS,
  ...LATE_TWINS,
  ...ASIDE_TWINS,
  ...PAPER_TWINS,
  ...DAY_TWINS,
  ...RECUSAL_TWINS,
  ...QUALITY_TWINS,
  ...ENDED_TWINS,
];

describe('every guard, with its twin', () => {
  it.each(ALL_TWINS)('$name', ({ at, good, bad, reason }) => {
    const picture = at(begin());
    const passes = attempt(picture, good, 100);
    expect(passes.ok ? 'ok' : `${passes.reason}: ${passes.text}`).toBe('ok');
    const refused = attempt(bad.picture?.(picture) ?? picture, { ...good, ...bad.play } as Play, 101);
    expect(refused.ok ? 'ok' : refused.reason).toBe(reason);
    expect(refused.ok ? '' : refused.text).toMatch(/[一-龥]/);
  });
});

describe('every guard is needed', () => {
  const acts = Object.keys(RULES) as ActCode[];
  it.each(acts.flatMap((act) => RULES[act].guards.map((_, index) => ({ act, index }))))(
    '$act, guard $index: taken out, a twin notices',
    ({ act, index }) => {
      const rule = RULES[act] as { guards: readonly unknown[] };
      const whole = rule.guards;
      const survivors = ALL_TWINS.filter((twin) => twin.good.act === act).map((twin) => {
        const picture = twin.at(begin());
        rule.guards = whole.filter((_, at) => at !== index);
        const refused = attempt(
          twin.bad.picture?.(picture) ?? picture,
          { ...twin.good, ...twin.bad.play } as Play,
          101,
        );
        rule.guards = whole;
        return refused.ok || refused.reason !== twin.reason;
      });
      expect(survivors).toContain(true);
    },
  );
});
