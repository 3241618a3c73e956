// The style of pages without script: a gazette, light and dark, from a telephone to paper.
export const pageStyle = `:root{color-scheme:light dark;--ink:#10233f;--paper:#fbfaf7;--surface:#fff;--line:#c9cdd4;--muted:#4d5a6e;--accent:#0b5cab;--warn:#7a3b00}
body.demonstration{outline:6px solid #8a4fc7;outline-offset:-6px}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf2;--paper:#0e1622;--surface:#162131;--line:#3a475a;--muted:#a9b4c4;--accent:#7db8f5;--warn:#ffb870}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.5 "IBM Plex Sans",system-ui,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:72rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
h1{font-size:1.75rem;line-height:1.2;margin:.5rem 0}
h2{font-size:1.3rem;line-height:1.25;margin:2rem 0 .5rem;border-top:1px solid var(--line);padding-top:1rem}
a{color:var(--accent)}
a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
nav a{display:inline-block;padding:.25rem .5rem .25rem 0;min-height:1.75rem}
small,.hash,caption{color:var(--muted);font-size:.85rem}
.complete{font-size:1.35rem;margin:.25rem 0}
.warn,.notice{border-inline-start:4px solid var(--warn);padding:.25rem .75rem;color:var(--warn);font-weight:600}
.notice{background:var(--surface);margin:1rem;white-space:pre-line}
.standings{list-style:none;padding:0;margin:.25rem 0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;color:var(--muted)}
.wide{overflow-x:auto;border:1px solid var(--line);background:var(--surface)}
table{border-collapse:collapse;width:100%}
caption{text-align:start;padding:.5rem .75rem}
th,td{padding:.4rem .75rem;text-align:start;vertical-align:top;border-top:1px solid var(--line);font-weight:400;overflow-wrap:normal}
thead th{color:var(--muted);font-size:.85rem;vertical-align:bottom}
.n{text-align:end}
.units tbody th{position:sticky;inset-inline-start:0;background:var(--surface);min-width:9rem;max-width:14rem}
.units td:nth-child(2){min-width:12rem}
.units td:nth-child(3){min-width:7rem}
.units small{white-space:nowrap}
.units small.wrap{white-space:normal}
.trust{background:var(--surface);border:1px solid var(--line);padding:0 1rem 1rem;margin:2rem 0}
.trust h2{border:0}
.words{display:grid;grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:.25rem 1rem;padding-inline-start:2rem}
.words span{color:var(--muted)}
@media print{body{font-size:11px}.wide{overflow:visible}a{color:inherit}}
`;
