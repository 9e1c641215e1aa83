import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadPack } from '../../policy/load.ts';
import { QUALITY_CASES, SPOUSE_ID } from './cases.fixture.ts';
import { qualityParameters } from './facts.ts';
import { findQualityProblems, QUALITY_RULES } from './find.ts';
import { aQualityHousehold, type Change, PARAMETERS } from './fixtures.ts';
import { ELSEWHERE, WAITING } from './waiting.ts';

const codesOf = (change: Change) => findQualityProblems(aQualityHousehold(change), PARAMETERS).map(({ code }) => code);

/** The public catalogue, row by row: code, scope, severity, message, condition, note, standing. */
const CATALOGUE = readFileSync(new URL('quality-rules.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((row) => {
    const cells = [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((cell) =>
      (cell[1] ?? cell[2] ?? '').replaceAll('""', '"'),
    );
    const [code = '', scope, severity, message, , note, standing = ''] = cells;
    return { code, scope, severity, message, note, standing: standing.startsWith('source') ? 'source' : 'default' };
  });
const waiting = WAITING.flatMap(({ codes }) => codes);

describe('the catalogue', () => {
  it('is complete: each of its rules is held, waits for a fact, or is kept elsewhere, and none twice', () => {
    const accounted = [...QUALITY_RULES.map(({ code }) => code), ...waiting, ...Object.keys(ELSEWHERE)];
    expect([...accounted].sort()).toEqual(CATALOGUE.map(({ code }) => code).sort());
    expect([CATALOGUE.length, QUALITY_RULES.length, waiting.length]).toEqual([258, 99, 157]);
  });

  it.each(QUALITY_RULES)('says $code as it was published', ({ code, scope, severity, message, note, standing }) => {
    expect({ code, scope, severity, message, note, standing }).toEqual(CATALOGUE.find((row) => row.code === code));
  });

  it('marks every rule that tells of health', () => {
    const telling = QUALITY_RULES.filter(
      ({ message, field }) => /健康|残疾|因病|大病/.test(message) || field === 'disabilityCardNo' || field === 'health',
    );
    // That health was not asked is shown on the page anyway.
    expect(telling.filter(({ health }) => health !== true).map(({ code }) => code)).toEqual(['DQ-BF02']);
  });
});

describe('every rule, with a household on each side of it', () => {
  it('has both for each rule', () => {
    expect(QUALITY_CASES.map(([code]) => code).sort()).toEqual(QUALITY_RULES.map(({ code }) => code).sort());
  });

  it('finds nothing in a household without faults', () => expect(codesOf({})).toEqual([]));

  it.each(QUALITY_CASES)('%s', (code, broken, right) => {
    expect(codesOf(broken)).toContain(code);
    expect(codesOf(right)).not.toContain(code);
  });
});

describe('what a finding says', () => {
  it('names the member, the field and whether it tells of health; errors come first', () => {
    const found = findQualityProblems(
      aQualityHousehold({ spouse: { labourAbility: '3', medicalInsured: null } }),
      PARAMETERS,
    );
    expect(found).toEqual([
      {
        code: 'DQ-IN02',
        severity: 'error',
        message: '居民和职工基本医疗保险同时为空或否',
        memberId: SPOUSE_ID,
        field: 'medicalInsured',
        health: false,
      },
      {
        code: 'DQ-HL02',
        severity: 'warn',
        message: '健康非在校16-59岁成员登记为弱劳动力或半劳动力',
        memberId: SPOUSE_ID,
        field: 'labourAbility',
        health: true,
      },
    ]);
  });

  it('says nothing by a threshold that the pack does not have', () => {
    const parameters = qualityParameters({});
    const poor = aQualityHousehold({ householdType: '1', statement: { perCapitaFen: 100, netFen: 400 } });
    expect(findQualityProblems(poor, parameters).map(({ code }) => code)).not.toEqual(
      expect.arrayContaining(['DQ-MN05']),
    );
    expect(findQualityProblems(poor, PARAMETERS).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['DQ-MN05', 'DQ-EL08']),
    );
  });
});

describe('thresholds', () => {
  it.each(['guangdong-2021', 'wengyuan-2021'])('are all in the pack %s', async (id) => {
    const folder = fileURLToPath(new URL('../../../policies/', import.meta.url));
    const { pack } = await loadPack(folder, id);
    expect(qualityParameters(pack?.parameters ?? {})).toMatchObject({
      lineFen: 960_000,
      hardFloorFen: 400_000,
      selfPayShare: 0.4,
      incomeDrop: 0.3,
      monitoredIntervalDays: 30,
      eliminatedIntervalDays: 180,
      entryDueDay: 25,
      exemptionMaxDays: 180,
    });
  });
});
