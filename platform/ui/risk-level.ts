/** Look of one risk level: shape, word and tone always travel together, so that it reads in greyscale. */
export type RiskLook = {
  tone: 'red' | 'orange' | 'yellow' | 'safe' | 'undecided';
  shape: 'octagon' | 'triangle' | 'diamond' | 'circle' | 'hatch';
  word: string;
  degree: string;
};

const UNDECIDED: RiskLook = { tone: 'undecided', shape: 'hatch', word: '未能判断', degree: '' };

const LOOKS: Readonly<Record<string, RiskLook>> = {
  '1': { tone: 'red', shape: 'octagon', word: '红', degree: '高' },
  '2': { tone: 'orange', shape: 'triangle', word: '橙', degree: '较高' },
  '3': { tone: 'yellow', shape: 'diamond', word: '黄', degree: '一般' },
  '4': { tone: 'safe', shape: 'circle', word: '绿', degree: '稳定' },
};

/** The look of a code of `risk_level` (1 red to 4 green); anything else is undecided, never green. */
export function riskLook(level: string | number | null | undefined): RiskLook {
  return LOOKS[String(level)] ?? UNDECIDED;
}
