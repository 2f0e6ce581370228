import{b as m,c as g,e as R}from"./chunk-QQQEQYRA.js";import"./chunk-YKMDEQXI.js";import{g as p,h as f}from"./chunk-FT46FRM2.js";import"./chunk-6NC6HJCH.js";import"./chunk-EMBIDUMY.js";var c=["blockedBy","blocking","subIssues","issueType"],y="nodes { number state repository { nameWithOwner } } pageInfo { hasNextPage endCursor }",N={blockedBy:`blockedBy(first: 50) { ${y} }`,blocking:`blocking(first: 50) { ${y} }`,subIssues:`subIssues(first: 100) { ${y} }`,issueType:"issueType { name }"},k=(e,s)=>`
query Relations($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    nameWithOwner
    ${e.map(n=>`i${n}: issue(number: ${n}) { ...Relations }`).join(`
    `)}
  }
}
fragment Relations on Issue {
  number state
  labels(first: 20) { nodes { name } }
  milestone { dueOn state }
  ${s.map(n=>N[n]).join(`
  `)}
}`;var E=100;async function B(e,s,n){let r=[...new Set(n)].filter(a=>Number.isSafeInteger(a)&&a>0).slice(0,E);if(r.length===0)return{issues:[],dependencies:!0};let o=c,t=await w(e,s,r,o),l=F(t);l.length>0&&(o=c.filter(a=>!l.includes(a)),t=await w(e,s,r,o));let u={repository:R(s),doing:"read issues",permission:"issues: read"};if(t.kind!=="answered"&&t.kind!=="partial")throw m(t,u);let{repository:i}=t.data;if(!i)throw t.kind==="partial"?m(t,u):g(u);return{issues:r.flatMap(a=>{let b=i[`i${a}`];return b?[O(b,i.nameWithOwner,o)]:[]}),dependencies:o.includes("blockedBy")}}var w=(e,s,n,r)=>e.query(k(n,r),{...s});function F(e){if(e.kind!=="refused"||e.type!=="INVALID")return[];let{message:s}=e;return c.filter(n=>new RegExp(`\\b${n}\\b`).test(s))}function O(e,s,n){let{number:r,state:o,labels:t,milestone:l,issueType:u}=e,i=d=>n.includes(d)?h(e[d],s):[];return{number:r,open:o==="OPEN",labels:p(t)?f(t).map(({name:d})=>d):null,blockedBy:i("blockedBy"),blocking:i("blocking"),subIssues:i("subIssues"),type:u?.name??null,due:l?.state==="OPEN"?l.dueOn:null}}function h(e,s){return!p(e)||e.pageInfo.hasNextPage?null:f(e).map(({number:n,state:r,repository:o})=>({number:n,open:r==="OPEN",elsewhere:o?.nameWithOwner.toLowerCase()!==s.toLowerCase()}))}export{B as readRelations};
