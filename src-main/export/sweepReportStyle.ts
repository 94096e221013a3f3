/** The report's style sheet: embedded, because a report is one file. */
export const sweepReportStyle = `
:root { color-scheme: light dark; --text: #1c2024; --muted: #60646c; --surface: #fff; --hairline: #d9d9e0; }
@media (prefers-color-scheme: dark) { :root { --text: #edeef0; --muted: #b0b4ba; --surface: #18191b; --hairline: #363a3f; } path[stroke='#000000'] { stroke: #fff; } }
body { margin: 0; background: var(--surface); color: var(--text); font: 14px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 1200px; margin: 0 auto; padding: 24px; }
h1 { margin: 0; font-size: 24px; } h2 { font-size: 16px; }
header p, figcaption, dt { color: var(--muted); }
.best { padding: 12px 16px; border-left: 3px solid #0072b2; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(420px, 1fr)); gap: 16px; }
figure { margin: 0; } svg { width: 100%; font-size: 12px; } svg text { fill: var(--muted); } .grid { stroke: var(--hairline); }
.scroll { overflow-x: auto; } table { border-collapse: collapse; white-space: nowrap; }
th, td { padding: 4px 12px 4px 0; text-align: left; border-bottom: 1px solid var(--hairline); } th { color: var(--muted); font-weight: 500; }
.swatch { display: inline-block; width: 12px; height: 12px; border-radius: 2px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 24px; } dd { margin: 0; overflow-wrap: anywhere; }
`;
