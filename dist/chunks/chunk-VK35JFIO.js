import{b as c}from"./chunk-IAGTO7RF.js";import{a as w,b as u}from"./chunk-5G4B6EZH.js";import{f as m}from"./chunk-636ZTMB4.js";import{a as h}from"./chunk-54LIKVZT.js";import{b as f,h as g}from"./chunk-PUY4B55T.js";import{g as d}from"./chunk-E6DMYQW6.js";import{b as p,j as a}from"./chunk-62FGZPOJ.js";var b=10;function $(n){if(n.kind==="unknown")return`- unknown: ${n.reason}`;if(n.value.length===0)return"- none was seen";let t=n.value.map(({startedAt:e,endedAt:i})=>Math.max(0,Date.parse(i)-Date.parse(e))).sort((e,i)=>e-i),s=e=>k(t[Math.ceil(e*t.length)-1]??0),o=n.value.filter(({conclusion:e})=>e!=="success").length;return[`- ${a(t.length,"run")}, ${o} of them not green`,`- half took at most ${s(.5)} minutes, nine in ten at most ${s(.9)}, the longest ${s(1)}`].join(`
`)}var k=n=>(Math.round(n/6e3)/10).toFixed(1);function y(n,t){let[s,o]=t?.ended??[0,0];if(t===void 0||s+o===0)return`- ${p(n)}: nothing ended yet`;let i=[["starts after",m(t.toStart)],["pull request after",m(t.toPull)]].flatMap(([r,l])=>l===null?[]:[`${r} ${R(l)}`]);return`- ${p(n)}: ${[`${s} of ${a(s+o,"attempt")} done`,...i].join(" · ")}`}var R=n=>n<1.5?a(Math.max(1,Math.round(n*60)),"minute"):a(Math.round(n),"hour");function S({lessons:n}){let t=Object.entries(n.rules).filter(([,[,s,o]])=>s+o>0).sort(([s,[,o,e]],[i,[,r,l]])=>r+l-o-e||(s<i?-1:1)).slice(0,b);return t.length===0?"- nobody has answered a suggestion yet":t.map(([s,[,o,e,i]])=>`- ${p(s)}: ${o} of ${o+e} wanted, ${i} done`).join(`
`)}var j={health:L,performance:O,budget:N,emergency:D},U=(n,t)=>`${j[n](t)}
`,H=({state:n})=>n.health?.findings??[];function L(n){let t=H(n),s=f.map(o=>[o,t.filter(e=>e.level===o)]);return[`## Health: ${g(n.state.health)}`,...t.length===0?["Nothing is wrong, as far as could be seen."]:[],...s.filter(([,o])=>o.length>0).map(([o,e])=>`### ${w[o]}
${e.map(u).join(`
`)}`),...v(n),c(n)].join(`

`)}var v=({unknown:n})=>n.length===0?[]:[`Not to be seen: ${n.map(({check:t})=>t).join(", ")}.`];function O(n){let{state:t,config:s,snapshot:o,runs:e}=n,i=s.visibility.agents??o.repository.private,r=d(s).map(({name:l})=>y(l,t.agents[l]));return["## Performance",`### Runs of the last week
${$(e)}`,...r.length===0?[]:[`### Agents
${i?r.join(`
`):E}`],`### Suggestions by rule
${S(t)}`,`### Tasks
- ${t.counts.done} done, ${t.counts.rejected} rejected, ${t.counts.open} open`].join(`

`)}var E="Not shown where everybody reads; `visibility.agents: true` shows them.",M="Not shown where everybody reads; `visibility.money: true` shows it.";function N({state:n,config:t,snapshot:s}){let o=t.visibility.money??s.repository.private,e=d(t).map(({name:i})=>x(i,n.agents[i]));return["## Budget",o?e.join(`
`)||"No agent is set, and no model is asked: nothing is spent on them.":M,"What runs of Actions and GitHub's own agents cost is unknown here: GitHub tells that on the billing page.",`Notifications this week: ${n.windows.notifications} of ${t.caps["notifications-a-week"]}. Issues opened today: ${n.windows.opened} of ${t.caps["new-issues-a-day"]}.`].join(`

`)}function x(n,t){let{count:s,usd:o,unknown:e}=t?.spent??{count:0,usd:0,unknown:0},i=s===0?"nothing was told":`${o.toFixed(2)} USD for ${a(s,"attempt")}`,r=e===0?"":`, unknown for ${a(e,"attempt")}`;return`- ${p(n)}: ${i}${r}`}function D(n){let{state:t}=n,s=H(n).filter(({level:e})=>e==="fault"),o=[...t.lost?[`- **Memory** is being rebuilt until ${h(t.lost.until)}`]:[],...t.paused?["- Steward is **paused**"]:[],...s.map(u),...c(n).split(" · ").filter(e=>/ failed$/.test(e)).map(e=>`- ${e}`)];return["## Broken now",o.length===0?"Nothing, as far as could be seen.":o.join(`
`)].join(`

`)}export{U as a};
