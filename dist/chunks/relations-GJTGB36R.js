import{a as b,b as R,c as g}from"./chunk-J7CML4YO.js";import{g as f,h as y}from"./chunk-FT46FRM2.js";import"./chunk-6NC6HJCH.js";import{b as m,c,e as p}from"./chunk-GWOKD4OC.js";import"./chunk-YKMDEQXI.js";import"./chunk-EMBIDUMY.js";var k=["blockedBy","blocking","subIssues","issueType"],w=(t,r)=>`
query Relations($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    nameWithOwner
    ${t.map(n=>`i${n}: issue(number: ${n}) { ...Relations }`).join(`
    `)}
  }
}
fragment Relations on Issue {
  number state
  labels(first: 20) { nodes { name } }
  milestone { dueOn state }
  ${r.map(n=>b[n]).join(`
  `)}
}`;var O=100;async function W(t,r,n){let i=[...new Set(n)].filter(e=>Number.isSafeInteger(e)&&e>0).slice(0,O);if(i.length===0)return{issues:[],dependencies:!0};let{answer:s,known:a}=await R(k,e=>t.query(w(i,e),{...r})),o={repository:p(r),doing:"read issues",permission:"issues: read"};if(s.kind!=="answered"&&s.kind!=="partial")throw m(s,o);let{repository:l}=s.data;if(!l)throw s.kind==="partial"?m(s,o):c(o);return{issues:i.flatMap(e=>{let d=l[`i${e}`];return d?[N(d,l.nameWithOwner,a)]:[]}),dependencies:a.includes("blockedBy")}}function N(t,r,n){let{number:i,state:s,labels:a,milestone:o,issueType:l}=t,u=e=>n.includes(e)?g(t[e],r):[];return{number:i,open:s==="OPEN",labels:f(a)?y(a).map(({name:e})=>e):null,blockedBy:u("blockedBy"),blocking:u("blocking"),subIssues:u("subIssues"),type:l?.name??null,due:o?.state==="OPEN"?o.dueOn:null}}export{W as readRelations};
