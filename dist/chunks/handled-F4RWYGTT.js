import{a as _,b as R,c as I}from"./chunk-J7CML4YO.js";import{b as E}from"./chunk-SOPTC5VF.js";import{a as g}from"./chunk-TCSTGRTL.js";import{b as p,d as N,g as d,h as u}from"./chunk-FT46FRM2.js";import"./chunk-6NC6HJCH.js";import{c as b,e as f}from"./chunk-GWOKD4OC.js";import"./chunk-YKMDEQXI.js";import"./chunk-EMBIDUMY.js";var h=["blockedBy","blocking","subIssues","parent"],k=(n,o)=>`
query Handled($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${n.map(s=>`i${s}: issue(number: ${s}) { ...Handled }`).join(`
    `)}
  }
}
fragment Handled on Issue {
  ...IssueStub id body lastEditedAt
  milestone { number }
  assignees(first: 1) { totalCount }
  repository { nameWithOwner }
  ${o.map(s=>_[s]).join(`
  `)}
  closedByPullRequestsReferences(first: 5, includeClosedPrs: true) { nodes { number } }
  comments(first: 30) { totalCount nodes { author { __typename login } body } }
  timelineItems(last: 50, itemTypes: [CLOSED_EVENT, REOPENED_EVENT, LABELED_EVENT]) {
    nodes {
      __typename
      ... on ClosedEvent { actor { __typename login } }
      ... on ReopenedEvent { actor { __typename login } }
      ... on LabeledEvent { actor { __typename login } label { name } }
    }
  }
}
${g}`;var H=10;async function U(n,o,s){let i=[...new Set(s)].filter(t=>Number.isSafeInteger(t)&&t>0),l=[],r=h;for(let t=0;t<i.length;t+=H){let y=i.slice(t,t+H),{answer:c,known:a}=await R(r,m=>n.query(k(y,m),{...o}));r=a;let e=E(c,o,y);l.push(...e.map(m=>S(m,o,a)))}return l}function S(n,o,s){let{closedByPullRequestsReferences:i,comments:l,timelineItems:r,assignees:t}=n;if(s.some(e=>e!=="parent"&&!d(n[e]))||!t||!d(i)||!d(l)||!d(r))throw b({repository:f(o),doing:"read issues",permission:"issues: read"});let c=u(l),a=e=>s.includes(e)?I(n[e],n.repository.nameWithOwner):[];return{...N(n),edited:n.lastEditedAt!==null,assigned:t.totalCount>0,milestone:n.milestone!==null,family:(n.parent??null)!==null||a("subIssues")?.length!==0,blockedBy:a("blockedBy"),blocking:a("blocking"),pulls:u(i).map(({number:e})=>e),comments:c.map(({author:e,body:m})=>({author:p(e),body:m})),more:l.totalCount>c.length,movers:u(r).flatMap(e=>L(e)?[]:[p(e.actor)]),labelled:u(r).flatMap(e=>L(e)&&e.label?[{label:e.label.name,by:p(e.actor)}]:[])}}var L=({__typename:n})=>n==="LabeledEvent";export{U as readHandled};
