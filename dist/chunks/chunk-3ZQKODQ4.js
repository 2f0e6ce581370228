import{c as t}from"./chunk-HUIEZVGU.js";var i=`
:root {
  color-scheme: light dark;
  --page: #ffffff; --ink: #1f2328; --quiet: #59636e; --line: #d1d9e0; --bar: #f6f8fa; --link: #0969da;
  --open: #1f883d; --closed: #8250df; --label: #ddf4ff; --label-ink: #0550ae;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --ink: #f0f6fc; --quiet: #9198a1; --line: #3d444d; --bar: #151b23; --link: #4493f8;
    --open: #238636; --closed: #8957e5; --label: #121d2f; --label-ink: #79c0ff;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink); font-size: 14px; line-height: 1.5;
  font-family: -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif;
}
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
.path { padding: 16px 24px; border-bottom: 1px solid var(--line); background: var(--bar); font-size: 14px; }
main {
  max-width: 1216px; margin: 0 auto; padding: 24px; display: grid; gap: 0 24px;
  grid-template-columns: minmax(0, 1fr) 240px;
}
header { grid-column: 1 / -1; border-bottom: 1px solid var(--line); margin-bottom: 24px; }
h1 { font-size: 32px; font-weight: 400; line-height: 1.25; margin: 0 0 12px; overflow-wrap: anywhere; }
h1 code {
  font: 0.85em ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
  background: #818b981f; border-radius: 6px; padding: 0.1em 0.3em;
}
.number { color: var(--quiet); font-weight: 300; }
.meta { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin: 0 0 16px; color: var(--quiet); }
.meta strong { color: var(--ink); }
.state { color: #ffffff; border-radius: 999px; padding: 4px 12px; font-weight: 500; }
.state.open { background: var(--open); }
.state.closed { background: var(--closed); }
.pinned { border: 1px solid var(--line); border-radius: 999px; padding: 3px 10px; }
.comment { border: 1px solid var(--line); border-radius: 6px; min-width: 0; align-self: start; }
.byline {
  background: var(--bar); border-bottom: 1px solid var(--line); border-radius: 6px 6px 0 0;
  padding: 8px 16px; color: var(--quiet);
}
.byline strong { color: var(--ink); }
.markdown-body { padding: 16px; font-size: 14px; border-radius: 0 0 6px 6px; overflow-wrap: break-word; }
.markdown-body .user-mention { font-weight: 600; color: inherit; }
.markdown-body .chart { margin: 0 0 16px; }
.chart figcaption { font-weight: 600; margin-bottom: 8px; }
.chart svg { display: block; max-width: 100%; height: auto; }
.chart rect { fill: var(--link); }
.chart line { stroke: var(--line); }
.chart text { fill: var(--ink); font-size: 12px; text-anchor: middle; }
aside { font-size: 12px; color: var(--quiet); }
aside h2 { font-size: 12px; font-weight: 600; margin: 0 0 8px; }
aside p { margin: 0; padding-bottom: 16px; border-bottom: 1px solid var(--line); }
.label {
  display: inline-block; background: var(--label); color: var(--label-ink); border: 1px solid var(--line);
  border-radius: 999px; padding: 0 8px; font-weight: 500; line-height: 20px;
}
footer { max-width: 1216px; margin: 0 auto; padding: 0 24px 32px; color: var(--quiet); font-size: 12px; }
@media (max-width: 760px) {
  main { grid-template-columns: minmax(0, 1fr); padding: 16px; }
  h1 { font-size: 26px; }
  aside { margin-top: 24px; }
}
`;var p="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";function k(e){let{title:o,number:n,repository:a}=e;return["<!doctype html>",'<html lang="en">',"<head>",'<meta charset="utf-8">','<meta name="viewport" content="width=device-width, initial-scale=1">',`<meta http-equiv="Content-Security-Policy" content="${p}">`,'<meta name="color-scheme" content="light dark">',`<title>${x(o)} · Issue #${n} · ${r(a.name)}</title>`,`<style>
${b(e.css)}
${i}</style>`,"</head>","<body>",`<nav class="path"><a href="${r(a.url)}">${r(a.name)}</a> / Issues</nav>`,"<main>",c(e),g(e),m(e),"</main>",`<footer>${r(e.note)}</footer>`,"</body>","</html>",""].join(`
`)}var s=e=>e===null?"":` on ${r(e.slice(0,10))}`;function c({title:e,number:o,state:n,pinned:a,author:l,openedAt:d}){return["<header>",`<h1>${f(e)} <span class="number">#${o}</span></h1>`,`<p class="meta"><span class="state ${n}">${n==="open"?"Open":"Closed"}</span>`,a?'<span class="pinned">Pinned</span>':"",`<span><strong>${r(l)}</strong> opened this issue${s(d)}</span></p>`,"</header>"].join(`
`)}var g=({author:e,openedAt:o,bodyHtml:n})=>['<article class="comment">',`<div class="byline"><strong>${r(e)}</strong> <span>${s(o).trim()}</span></div>`,`<div class="markdown-body">
${t(n)}
</div>`,"</article>"].join(`
`);function m({labels:e}){let o=e.map(n=>`<span class="label">${r(n)}</span>`).join(" ");return`<aside><h2>Labels</h2>${o===""?"<p>None yet</p>":`<p>${o}</p>`}</aside>`}var f=e=>r(e).replace(/`([^`]+)`/g,(o,n)=>`<code>${n}</code>`),x=e=>r(e.replaceAll("`","")),r=e=>e.replace(/&/g,"&amp;").replace(/</g,"&lt;").replace(/>/g,"&gt;").replace(/"/g,"&quot;"),b=e=>e.replace(/<\/style/gi,"<\\/style").replace(/@import[^;]*;/gi,"").replace(/url\(\s*(['"]?)(?!data:)[^)]*\)/gi,"none");export{k as a};
