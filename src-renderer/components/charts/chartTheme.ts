import { computed, type ComputedRef } from 'vue';
import { useTheme } from '../../stores/theme.ts';

/** The tokens a chart is drawn with, as colours that a canvas understands. */
export interface ChartTheme {
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly surface: string;
  readonly accent: string;
  readonly font: string;
  /** Eight colours that colour-blind people tell apart. */
  readonly series: readonly string[];
}

/** The tokens now in force; read again whenever the theme changes. */
export function useChartTheme(): ComputedRef<ChartTheme> {
  const theme = useTheme();
  return computed(() => {
    // The attribute of the document is set in the same tick in which `theme` changes.
    void theme.theme;
    return readChartTheme(getComputedStyle(document.documentElement));
  });
}

function readChartTheme(style: CSSStyleDeclaration): ChartTheme {
  const token = (name: string): string => longHex(style.getPropertyValue(name).trim());
  return {
    text: token('--text'),
    muted: token('--text-muted'),
    grid: token('--chart-grid'),
    surface: token('--surface-2'),
    accent: token('--accent'),
    font: token('--font'),
    series: [1, 2, 3, 4, 5, 6, 7, 8].map((number) => token(`--series-${number}`)),
  };
}

/** `#abc` → `#aabbcc`: a minifier shortens colours, and an opacity can be appended to the long form only. */
function longHex(value: string): string {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(value);
  return short ? `#${[1, 2, 3].map((part) => short[part]!.repeat(2)).join('')}` : value;
}
