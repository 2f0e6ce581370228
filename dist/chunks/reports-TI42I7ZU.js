import{a as f}from"./chunk-TCSTGRTL.js";import{b as m,d as b,g as d,h as l}from"./chunk-FT46FRM2.js";import{a as y}from"./chunk-6NC6HJCH.js";import{b as u,c as p,e as c}from"./chunk-GWOKD4OC.js";import"./chunk-YKMDEQXI.js";import"./chunk-EMBIDUMY.js";var R="nodes { id author { __typename login } authorAssociation body createdAt updatedAt }",g=e=>`
query Reports($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${e.map(o=>`i${o}: issue(number: ${o}) { ...Report }`).join(`
    `)}
  }
}
fragment Report on Issue {
  ...IssueStub id body authorAssociation locked
  assignees(first: 1) { totalCount }
  closedByPullRequestsReferences(first: 10) { nodes { number state } }
  first: comments(first: 20) { totalCount ${R} }
  last: comments(last: 20) { ${R} }
  timelineItems(last: 50, itemTypes: [LABELED_EVENT, UNLABELED_EVENT]) {
    nodes {
      __typename
      ... on LabeledEvent { createdAt actor { __typename login } label { name } }
      ... on UnlabeledEvent { createdAt actor { __typename login } label { name } }
    }
  }
}
${f}`;var N=20;async function U(e,o,n){let r=[...new Set(n)].filter(s=>Number.isSafeInteger(s)&&s>0),t=[];for(let s=0;s<r.length;s+=N)t.push(...await k(e,o,r.slice(s,s+N)));return t}async function k(e,o,n){let r={repository:c(o),doing:"read issues",permission:"issues: read"},t=await e.query(g(n),{...o});if(t.kind==="partial"){let i=t.faults.filter(a=>!E(a)&&!w(a));if(i.length>0)throw u({...t,faults:i},r)}else if(t.kind!=="answered")throw u(t,r);let s=new Set(t.kind==="partial"?t.faults.filter(E).map(({path:i})=>i[1]):[]),A=t.data.repository;return n.flatMap(i=>{let a=A?.[`i${i}`]??null;if(a!==null&&d(a.first)&&d(a.last))return[_(a)];if(a===null&&s.has(`i${i}`))return[];throw p(r)})}var E=({type:e,path:o})=>e==="NOT_FOUND"&&o.length===2,w=({path:e})=>e[2]==="timelineItems";function _(e){let o=l(e.first),n=new Set(o.map(({id:t})=>t)),r=[...o,...l(e.last).filter(({id:t})=>!n.has(t))].map(S);return{...b(e),association:e.authorAssociation,locked:e.locked,assignees:e.assignees.totalCount,pulls:l(e.closedByPullRequestsReferences).flatMap(t=>t.state==="OPEN"?[t.number]:[]),remarks:r,unread:Math.max(0,e.first.totalCount-r.length),labelled:h(e,"LabeledEvent"),unlabelled:h(e,"UnlabeledEvent")}}var h=({timelineItems:e},o)=>l(e).flatMap(({__typename:n,createdAt:r="",actor:t,label:s})=>s&&n===o?[{label:s.name,by:m(t??null),at:r}]:[]),S=({author:e,authorAssociation:o,body:n,...r})=>({...r,author:m(e),association:o,body:y(n)});export{U as readReports};
