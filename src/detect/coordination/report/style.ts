// The look of the report: tokens for light, dark and paper, then the parts. No style stands outside this sheet.

const light = `
  --ink:#10233f; --paper:#fbfaf7; --surface:#ffffff; --line:#d8d5cb; --soft:#efede6; --muted:#54617a;
  --accent:#0b5cab; --accent-soft:#dbe8f5; --on-accent:#ffffff; --decoy:#7a6a4f; --declared:#4d5f57;
  --warning:#7a4b00; --warning-soft:#fdf1da; --ok:#1d6b43; --grid:#e6e3da;`;

const dark = `
  --ink:#e7ecf4; --paper:#0e1726; --surface:#142033; --line:#31415a; --soft:#1a2840; --muted:#a7b5cb;
  --accent:#7ab6f2; --accent-soft:#1c3a5c; --on-accent:#0b1524; --decoy:#cbb58d; --declared:#a9c1b6;
  --warning:#f2c06b; --warning-soft:#33280f; --ok:#7fd1a5; --grid:#22314a;`;

const base = `
:root{color-scheme:light dark;${light}}
@media (prefers-color-scheme:dark){:root{${dark}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:16px}
body{margin:0;background:var(--paper);color:var(--ink);font:400 16px/1.55 "IBM Plex Sans",system-ui,"Segoe UI",Roboto,sans-serif;font-variant-numeric:tabular-nums}
main,.bar>div,footer>div{max-width:1080px;margin:0 auto;padding:0 24px}
.bar{border-bottom:1px solid var(--line);background:var(--surface)}
.bar>div{display:flex;gap:4px 24px;align-items:baseline;justify-content:space-between;flex-wrap:wrap;padding-top:12px;padding-bottom:12px;font-size:14px;color:var(--muted)}
.bar b{color:var(--ink);letter-spacing:.01em}
h1{font-size:34px;line-height:1.18;font-weight:600;letter-spacing:-.012em;margin:12px 0 12px}
h2{font-size:24px;line-height:1.25;font-weight:600;letter-spacing:-.006em;margin:0 0 8px}
h3{font-size:16px;line-height:1.35;font-weight:600;margin:0 0 6px}
p{margin:0 0 12px;max-width:68ch}
ul{margin:0 0 12px;padding-left:20px;max-width:68ch}
li{margin:0 0 6px}
a{color:var(--accent);text-underline-offset:3px;text-decoration-thickness:1px}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-9999px}
.skip:focus{left:16px;top:8px;background:var(--surface);padding:8px 12px}
.lede{font-size:19px;line-height:1.5;max-width:60ch}
.muted,.note{color:var(--muted)}
.note{font-size:14px}
.id{font-family:"IBM Plex Mono",ui-monospace,Consolas,monospace;font-size:.92em;overflow-wrap:anywhere;unicode-bidi:isolate}
section{border-top:1px solid var(--line);padding:32px 0 24px}
section h3{margin-top:24px}
.against h3,.pair>div>h3:first-child,.three h3{margin-top:0}
header.head{padding:36px 0 28px}
.eyebrow{font-size:14px;color:var(--muted);margin:0}
`;

const parts = `
.badge{display:inline-flex;align-items:center;gap:6px;font-size:14px;font-weight:600;line-height:1.4;border:1px solid currentColor;border-radius:3px;padding:1px 8px;vertical-align:middle}
.badge svg{width:14px;height:14px;flex:none;overflow:visible}
.badge .i{fill:none;stroke:currentColor;stroke-width:1.6}
.badge.found{color:var(--accent)}
.badge.declared{color:var(--declared);border-style:dashed}
.badge.warning{color:var(--warning);background:var(--warning-soft)}
.badge.ok{color:var(--ok)}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(132px,1fr));margin:24px 0 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
.facts div{padding:12px 16px 12px 0}
.facts dt{font-size:13px;color:var(--muted);line-height:1.35}
.facts dd{margin:2px 0 0;font-size:24px;font-weight:600;line-height:1.2}
.facts dd small{font-size:14px;font-weight:400;color:var(--muted)}
.three{display:grid;grid-template-columns:repeat(3,1fr);gap:0 32px;margin-top:24px}
.three p,.three li{font-size:15px}
.pair{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:28px 40px;margin:20px 0}
.against{border-left:3px solid var(--warning);padding:2px 0 2px 16px;margin:16px 0 20px}
.against ul{margin-bottom:0}
.notice{border:1px solid var(--warning);background:var(--warning-soft);border-radius:3px;padding:10px 14px;margin:16px 0;max-width:76ch}
.notice p{margin:0;max-width:none}
.hash{font-size:13px;color:var(--muted)}
.title{display:flex;flex-wrap:wrap;gap:6px 14px;align-items:center;margin-bottom:10px}
.title h2{margin:0}
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.4}
caption{text-align:left}
th,td{text-align:left;vertical-align:top;padding:7px 14px 7px 0;border-bottom:1px solid var(--line)}
th{font-weight:600;color:var(--muted);white-space:nowrap;font-size:13px}
td.n,th.n{text-align:right;white-space:nowrap}
td:last-child,th:last-child{padding-right:0}
.look td{vertical-align:middle}
.look svg{display:block}
.look td:nth-child(2){min-width:184px}
.nowrap{white-space:nowrap}
td .id{display:inline-block;min-width:14ch}
details{border-bottom:1px solid var(--line)}
figure details details{border-bottom:0}
.more>summary{font-weight:600}
details.more>details{margin-left:0}
summary{cursor:pointer;padding:9px 0;font-size:15px;overflow-wrap:anywhere}
summary:hover{color:var(--accent)}
details>:not(summary){margin-left:18px}
details .scroll{margin-bottom:14px;width:calc(100% - 18px)}
figure{margin:0;min-width:0}
figcaption{font-size:13px;line-height:1.45;color:var(--muted);margin-top:6px;max-width:76ch}
figure details{border:0}
figure summary{font-size:13px;padding:4px 0;color:var(--muted)}
figure svg{display:block;width:100%;height:auto;overflow:visible}
.pair svg{max-width:560px}
.wide svg{min-width:680px}
footer{border-top:1px solid var(--line);background:var(--surface);margin-top:24px}
footer>div{padding-top:20px;padding-bottom:32px;font-size:14px;color:var(--muted)}
dl.plain{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:4px 20px;margin:0 0 16px;font-size:14px}
dl.plain dt{color:var(--muted)}
dl.plain dd{margin:0;overflow-wrap:anywhere}
`;

const charts = `
svg text{font-family:"IBM Plex Sans",system-ui,sans-serif;font-size:12px;fill:var(--ink)}
svg .t-muted{fill:var(--muted);font-weight:400}
svg .t-strong{font-weight:600}
svg .t-accent{fill:var(--accent);font-weight:600}
svg .t-decoy{fill:var(--decoy);font-weight:600}
svg .light{font-weight:400}
svg .t-node{font-size:11px;font-weight:600;fill:var(--on-accent)}
svg .t-node.plain{fill:var(--declared)}
.axis{stroke:var(--muted);stroke-width:1;fill:none}
.grid{stroke:var(--grid);stroke-width:1;fill:none}
.thread{stroke:var(--accent);stroke-width:1;opacity:.35}
.targets{stroke:var(--accent);stroke-width:2.4;fill:none;stroke-linejoin:round}
.decoys{stroke:var(--decoy);stroke-width:2;fill:none;stroke-dasharray:5 3;stroke-linejoin:round}
.cut{stroke:var(--ink);stroke-width:1.4}
.claim,.window{fill:var(--accent-soft);opacity:.5}
.bar-seen{fill:var(--accent)}
.bar-expected{fill:var(--soft);stroke:var(--decoy);stroke-width:1.2;stroke-dasharray:4 2}
.dot{fill:var(--accent);stroke:var(--paper);stroke-width:.7}
.dots{stroke:var(--accent);stroke-linecap:round;fill:none}
.dot.lead{fill:var(--ink)}
.thin{stroke-width:1;opacity:.75}
.ring{fill:none;stroke:var(--ink);stroke-width:1.4}
.thread.strong{opacity:.85}
.link{stroke:var(--accent);fill:none;opacity:.32}
.node{fill:var(--accent);stroke:var(--paper);stroke-width:1.5}
.node.lead{fill:var(--ink)}
.is-declared .link{stroke:var(--declared);stroke-dasharray:4 3;opacity:.6}
.is-declared .node{fill:var(--paper);stroke:var(--declared);stroke-width:1.6}
.is-declared .dots{stroke:var(--declared)}
.is-declared .dot,.is-declared .bar-seen{fill:var(--declared)}
.is-declared .thread{stroke:var(--declared)}
.is-declared .t-node{fill:var(--declared)}
.is-declared .node.lead{fill:var(--paper)}
.is-declared .ring{stroke:var(--declared)}
svg .lead-text{fill:var(--paper)}
svg .is-declared .lead-text,.is-declared svg .t-node{fill:var(--declared)}
`;

const narrow = `
@media (max-width:820px){.three,.pair{grid-template-columns:minmax(0,1fr)}.three{gap:12px}h1{font-size:28px}.lede{font-size:17px}}
@media screen and (max-width:600px){
  .look .scroll{overflow:visible}
  .look table,.look tbody{display:block}
  .look thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
  .look tr{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:2px 16px;padding:12px 0;border-bottom:1px solid var(--line)}
  .look td,.look td.n{border:0;padding:0;text-align:left;white-space:normal;overflow-wrap:anywhere}
  .look td:nth-child(1),.look td:nth-child(8){display:none}
  .look td:nth-child(2),.look td:nth-child(7){grid-column:1/-1;min-width:0}
  .look td:nth-child(2){margin-bottom:4px}
  .look td:nth-child(n+3)::before{color:var(--muted)}
  .look td:nth-child(3)::before{content:"Accounts "}
  .look td:nth-child(4)::before{content:"Pairs seen / expected "}
  .look td:nth-child(5)::before{content:"Within "}
  .look td:nth-child(6)::before{content:"q-value "}
  .look td:nth-child(7)::before{content:"On "}
}
@media (max-width:480px){main,.bar>div,footer>div{padding-left:16px;padding-right:16px}h1{font-size:25px}dl.plain{grid-template-columns:minmax(0,1fr);gap:0}dl.plain dd{margin-bottom:6px}}
`;

const print = `
@media print{
  @page{size:A4;margin:16mm 14mm}
  :root{color-scheme:light;${light}--paper:#ffffff}
  body{font-size:10pt}
  h1{font-size:22pt}
  h2{font-size:14pt}
  .lede{font-size:12pt}
  table,.three p,.three li,summary{font-size:8.5pt}
  th{font-size:8pt}
  th,td{padding:3pt 7pt 3pt 0}
  .three{grid-template-columns:repeat(3,1fr);gap:0 20px}
  .pair{grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:16px 24px}
  .facts{grid-template-columns:repeat(6,1fr)}
  .facts dd{font-size:14pt}
  .look th:last-child,.look td:last-child{display:none}
  td .id{min-width:0}
  main,.bar>div,footer>div{max-width:none;padding-left:0;padding-right:0}
  .skip{display:none}
  .scroll{overflow:visible}
  section.group{break-before:page}
  figure,tr,.against,.notice,.three>div{break-inside:avoid}
  h2,h3,summary{break-after:avoid}
  .wide svg{min-width:0}
  details:not(.more)::details-content{content-visibility:visible;block-size:auto;display:block}
  a{color:inherit}
}
`;

/** The whole style sheet, with the faces of fonts.ts before it. */
export function styleSheet(fontRules: string): string {
  return `${fontRules}${base}${parts}${charts}${narrow}${print}`;
}
