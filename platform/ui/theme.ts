import type { ThemeConfig } from 'antd';

/**
 * Every colour of the desk. One meaning each: green = acts, selection, done; gold = policy and time;
 * red, orange, yellow = risk and lateness only. No colour is written anywhere else (colour.test.ts).
 */
export const colour = {
  ink: '#1F2A30',
  ink2: '#46535A',
  ink3: '#5F6B71',
  faint: '#98A0A2',
  line: '#E3E6E1',
  lineInner: '#EEF0EC',
  paper: '#F7F8F6',
  side: '#F1F3EF',
  tableHead: '#FAFBF9',
  card: '#FFFFFF',
  onFill: '#FFFFFF',

  green: '#1B6E53',
  greenHover: '#227F61',
  greenPressed: '#14553F',
  greenTint: '#EFF6F2',
  greenTint2: '#D6E8DF',
  greenTint3: '#9CC6B4',
  greenMid: '#5F9C86',

  gold: '#C8902E',
  goldText: '#85590F',
  goldTint: '#FCF7EC',
  goldLine: '#EEDEBA',

  red: '#C8322B',
  redText: '#A3241E',
  redTint: '#FCEFED',
  redLine: '#EDCAC6',
  orange: '#E07B22',
  orangeText: '#93500F',
  orangeTint: '#FDF3E9',
  orangeLine: '#F2D9BF',
  yellow: '#D9A514',
  yellowText: '#6F5405',
  yellowTint: '#FBF6E2',
  yellowLine: '#EEDFA6',
  safe: '#2E8B57',
  safeText: '#1F6B42',
  safeTint: '#EBF5EF',
  safeLine: '#C5DFD1',

  quantity1: '#E4EEE9',
  quantity2: '#BFD9CD',
  quantity3: '#8FBDA9',
  quantity4: '#3E806A',
  quantity5: '#1B6E53',
  track: '#EBEEEA',
  hatch: '#DDE1DC',
  dashed: '#9DA5A3',
  tickUsed: '#7A9B8E',
  tickLeft: '#DDE2DD',
  tickFaint: '#B6CDC3',

  sheet: '#FFFEFB',
  sheetLine: '#E7E2D4',
  sheetRule: '#B9B6AA',
  shadow: 'rgba(27,110,83,.08)',
  shadowPop: 'rgba(31,42,48,.14)',
  scrim: 'rgba(31,42,48,.45)',
} as const;

/** The five steps of a quantity (bars, heat, map), light to dark. White text only on the last two. */
export const quantity = [colour.quantity1, colour.quantity2, colour.quantity3, colour.quantity4, colour.quantity5];

/** Corner radii in px. */
const radius = { card: 8, control: 6, tag: 4 } as const;

/** Font stacks: system Chinese sans, a monospaced one for fingerprints, a serif for previews of printed paper. */
export const font = {
  sans: '"Sw Dot", -apple-system, BlinkMacSystemFont, "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif',
  mono: 'Consolas, Menlo, "Noto Sans Mono CJK SC", monospace',
  serif: 'FangSong, STFangsong, SimSun, "Songti SC", "Noto Serif CJK SC", serif',
} as const;

/** Widths in px at which the layout changes: side nav folds, two columns become one, phone. */
export const breakpoint = { foldSide: 1280, oneColumn: 1180, phone: 768 } as const;

const kebab = (name: string) => name.replace(/([A-Z]|\d)/g, (part) => `-${part.toLowerCase()}`);

/** All tokens as CSS custom properties: `greenTint2` becomes `--sw-green-tint-2`. */
export function cssVariables(): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(colour)) variables[`--sw-${kebab(name)}`] = value;
  for (const [name, value] of Object.entries(radius)) variables[`--sw-radius-${name}`] = `${value}px`;
  for (const [name, value] of Object.entries(font)) variables[`--sw-font-${name}`] = value;
  return variables;
}

/** Writes the custom properties to the document once, before the first paint (through CSSOM, so a strict CSP allows it). */
export function installTokens(root: HTMLElement = document.documentElement): void {
  for (const [name, value] of Object.entries(cssVariables())) root.style.setProperty(name, value);
}

/** The antd theme. No compactAlgorithm: density comes from `size="small"`. */
export const antdTheme: ThemeConfig = {
  token: {
    colorPrimary: colour.green,
    colorPrimaryHover: colour.greenHover,
    colorPrimaryActive: colour.greenPressed,
    colorPrimaryBg: colour.greenTint,
    colorPrimaryBgHover: colour.greenTint2,
    colorPrimaryBorder: colour.greenTint3,
    colorPrimaryBorderHover: colour.greenTint3,
    colorPrimaryText: colour.green,
    colorPrimaryTextHover: colour.greenHover,
    colorPrimaryTextActive: colour.greenPressed,
    colorLink: colour.green,
    colorLinkHover: colour.greenHover,
    colorLinkActive: colour.greenPressed,
    colorInfo: colour.green,
    colorInfoBg: colour.greenTint,
    colorInfoBorder: colour.greenTint3,
    colorSuccess: colour.safe,
    colorSuccessText: colour.safeText,
    colorSuccessBg: colour.safeTint,
    colorSuccessBorder: colour.safeLine,
    colorWarning: colour.gold,
    colorWarningText: colour.goldText,
    colorWarningBg: colour.goldTint,
    colorWarningBorder: colour.goldLine,
    colorError: colour.red,
    colorErrorText: colour.redText,
    colorErrorBg: colour.redTint,
    colorErrorBorder: colour.redLine,
    colorText: colour.ink,
    colorTextSecondary: colour.ink2,
    colorTextTertiary: colour.ink3,
    colorTextPlaceholder: colour.ink3,
    colorTextDescription: colour.ink3,
    colorTextHeading: colour.ink,
    colorBorder: colour.line,
    colorBorderSecondary: colour.lineInner,
    colorSplit: colour.lineInner,
    colorFillAlter: colour.tableHead,
    colorFillSecondary: colour.lineInner,
    colorBgLayout: colour.paper,
    colorBgContainer: colour.card,
    colorBgMask: colour.scrim,
    controlItemBgHover: colour.greenTint,
    controlItemBgActive: colour.greenTint,
    controlItemBgActiveHover: colour.greenTint2,
    borderRadius: radius.control,
    borderRadiusLG: radius.card,
    borderRadiusSM: radius.tag,
    fontFamily: font.sans,
    fontFamilyCode: font.mono,
    fontSize: 14,
    fontWeightStrong: 700,
    controlHeight: 32,
    controlOutlineWidth: 1,
    boxShadow: `0 4px 16px ${colour.shadowPop}`,
    boxShadowSecondary: `0 4px 16px ${colour.shadowPop}`,
    motionDurationSlow: '0.18s',
    motionDurationMid: '0.12s',
  },
  components: {
    Table: {
      cellPaddingBlockSM: 7,
      cellPaddingInlineSM: 12,
      cellFontSizeSM: 13,
      headerBg: colour.tableHead,
      headerColor: colour.ink2,
      headerSplitColor: 'transparent',
      headerSortActiveBg: colour.tableHead,
      headerSortHoverBg: colour.lineInner,
      bodySortBg: 'transparent',
      rowHoverBg: colour.greenTint,
      rowSelectedBg: colour.card,
      rowSelectedHoverBg: colour.greenTint,
      borderColor: colour.lineInner,
    },
    Segmented: {
      trackBg: colour.lineInner,
      itemColor: colour.ink2,
      itemSelectedBg: colour.card,
      itemSelectedColor: colour.ink,
      itemHoverBg: 'transparent',
      trackPadding: 2,
    },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', defaultColor: colour.ink },
    Tabs: { horizontalItemPadding: '10px 0', horizontalItemGutter: 28, titleFontSize: 14 },
    Form: { itemMarginBottom: 16, labelColor: colour.ink2, labelFontSize: 13, verticalLabelPadding: '0 0 4px' },
    Tooltip: { fontSize: 12 },
    Modal: { titleFontSize: 15 },
  },
};
