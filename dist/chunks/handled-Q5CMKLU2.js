import{a as y}from"./chunk-GUVD23J4.js";import{a as f}from"./chunk-C2IA6L7A.js";import{c as p,e as c}from"./chunk-QQQEQYRA.js";import"./chunk-YKMDEQXI.js";import{b as u,d as E,g as i,h as m}from"./chunk-FT46FRM2.js";import"./chunk-6NC6HJCH.js";import"./chunk-EMBIDUMY.js";var N=t=>`
query Handled($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${t.map(n=>`i${n}: issue(number: ${n}) { ...Handled }`).join(`
    `)}
  }
}
fragment Handled on Issue {
  ...IssueStub id body lastEditedAt
  milestone { number }
  assignees(first: 1) { totalCount }
  closedByPullRequestsReferences(first: 5, includeClosedPrs: true) { nodes { number } }
  comments(first: 30) { totalCount nodes { author { __typename login } body } }
  timelineItems(last: 20, itemTypes: [CLOSED_EVENT, REOPENED_EVENT]) {
    nodes {
      ... on ClosedEvent { actor { __typename login } }
      ... on ReopenedEvent { actor { __typename login } }
    }
  }
}
${f}`;var g=10;async function w(t,n,l){let s=[...new Set(l)].filter(e=>Number.isSafeInteger(e)&&e>0),r=[];for(let e=0;e<s.length;e+=g){let d=s.slice(e,e+g),o=await y(t,n,d,N);r.push(...o.map(a=>b(a,n)))}return r}function b(t,n){let{closedByPullRequestsReferences:l,comments:s,timelineItems:r,assignees:e}=t;if(!e||!i(l)||!i(s)||!i(r))throw p({repository:c(n),doing:"read issues",permission:"issues: read"});let d=m(s);return{...E(t),edited:t.lastEditedAt!==null,assigned:e.totalCount>0,milestone:t.milestone!==null,pulls:m(l).map(({number:o})=>o),comments:d.map(({author:o,body:a})=>({author:u(o),body:a})),more:s.totalCount>d.length,movers:m(r).map(({actor:o})=>u(o))}}export{w as readHandled};
