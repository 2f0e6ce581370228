import{a as f}from"./chunk-GUVD23J4.js";import{a as y}from"./chunk-C2IA6L7A.js";import{c as p,e as c}from"./chunk-QQQEQYRA.js";import"./chunk-YKMDEQXI.js";import{b as d,d as b,g as m,h as r}from"./chunk-FT46FRM2.js";import"./chunk-6NC6HJCH.js";import"./chunk-EMBIDUMY.js";var E=t=>`
query Handled($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${t.map(o=>`i${o}: issue(number: ${o}) { ...Handled }`).join(`
    `)}
  }
}
fragment Handled on Issue {
  ...IssueStub id body lastEditedAt
  milestone { number }
  assignees(first: 1) { totalCount }
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
${y}`;var g=10;async function A(t,o,a){let s=[...new Set(a)].filter(n=>Number.isSafeInteger(n)&&n>0),l=[];for(let n=0;n<s.length;n+=g){let i=s.slice(n,n+g),e=await f(t,o,i,E);l.push(...e.map(u=>_(u,o)))}return l}function _(t,o){let{closedByPullRequestsReferences:a,comments:s,timelineItems:l,assignees:n}=t;if(!n||!m(a)||!m(s)||!m(l))throw p({repository:c(o),doing:"read issues",permission:"issues: read"});let i=r(s);return{...b(t),edited:t.lastEditedAt!==null,assigned:n.totalCount>0,milestone:t.milestone!==null,pulls:r(a).map(({number:e})=>e),comments:i.map(({author:e,body:u})=>({author:d(e),body:u})),more:s.totalCount>i.length,movers:r(l).flatMap(e=>N(e)?[]:[d(e.actor)]),labelled:r(l).flatMap(e=>N(e)&&e.label?[{label:e.label.name,by:d(e.actor)}]:[])}}var N=({__typename:t})=>t==="LabeledEvent";export{A as readHandled};
