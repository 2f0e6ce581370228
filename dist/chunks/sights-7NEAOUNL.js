import{b as p,g as y,h as u}from"./chunk-FT46FRM2.js";import{a as h}from"./chunk-6NC6HJCH.js";import{b as m,c as f,e as g}from"./chunk-GWOKD4OC.js";import"./chunk-YKMDEQXI.js";import"./chunk-EMBIDUMY.js";function N(t){let i=t.map(({number:e,eyed:s})=>`i${e}: issue(number: ${e}) { ...Sight${s?` ${S}`:""} }`),n=t.flatMap(({number:e,branch:s})=>s===null?[]:[`b${e}: ref(qualifiedName: ${JSON.stringify(`refs/heads/${s}`)}) { ...Branch }`]),r=t.flatMap(({number:e,comment:s})=>s===null?[]:[`c${e}: node(id: ${JSON.stringify(s)}) { ...Reactions }`]);return`
query Sights($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    refs(refPrefix: "refs/heads/steward/", first: 100, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) {
      nodes { ...Branch }
    }
    ${[...i,...n].join(`
    `)}
  }
  ${r.join(`
  `)}
}
fragment Branch on Ref { name target { oid ... on Commit { committedDate } } }
fragment Sight on Issue {
  number state
  assignees(first: 10) { nodes { login } }
  comments(last: 50) { nodes { id author { __typename login } createdAt body } }
}${r.length>0?w:""}`}var S="reactions(last: 20, content: EYES) { nodes { user { login } } }",w=`
fragment Reactions on IssueComment {
  id
  ${S}
}`;var R=100;async function x(t,i,n){let r={issues:[],branches:[]};for(let e=0;e<n.length;e+=R){let s=await b(t,i,n.slice(e,e+R));r.issues.push(...s.issues),r.branches.push(...s.branches)}return{runs:await O(t,i,n),...r}}async function b(t,i,n){let r={repository:g(i),doing:"read issues",permission:"issues: read"},e=await t.query(N(n),{...i});if(e.kind==="partial"){let a=e.faults.filter(({type:o})=>o!=="NOT_FOUND");if(a.length>0)throw m({...e,faults:a},r)}else if(e.kind!=="answered")throw m(e,r);let s=e.data;if(!y(s.repository?.refs))throw f(r);let l=n.flatMap(({number:a})=>s.repository?.[`b${a}`]??[]);return{issues:n.flatMap(({number:a})=>{let o=s.repository?.[`i${a}`];return o?[M(o,s[`c${a}`]??null)]:[]}),branches:[...l,...u(s.repository?.refs??null)].flatMap(({name:a,target:o})=>o?[{name:_(a),oid:o.oid,committedAt:o.committedDate??""}]:[])}}var _=t=>t.startsWith("steward/")?t:`steward/${t}`,M=(t,i)=>({number:t.number,open:t.state==="OPEN",assignees:u(t.assignees).map(({login:n})=>n),comments:u(t.comments).map(({id:n,author:r,createdAt:e,body:s})=>({id:n,author:p(r),createdAt:e,body:h(s)})),seenBy:[i,t].flatMap(n=>u(n?.reactions??null).flatMap(({user:r})=>r?[r.login]:[]))}),E=10;async function O(t,{owner:i,name:n},r){let e=r.flatMap(({dispatched:o})=>o??[]),s=e.map(({at:o})=>o).sort()[0];if(s===void 0)return null;let l=new Set(e.flatMap(({run:o})=>o??[])),a=[];for(let o=1;o<=E;o+=1){let d=await t.rest("GET /repos/{owner}/{repo}/actions/runs",{owner:i,repo:n,event:"workflow_dispatch",per_page:100,page:o,exclude_pull_requests:!0,created:`>=${s.slice(0,19)}Z`});if(d.kind!=="answered"||!d.data.workflow_runs)return null;let c=d.data.workflow_runs.map(k);a.push(...c);for(let{id:$}of c)l.delete($);if(l.size===0||c.length<100)return a}return null}var k=({id:t,status:i,conclusion:n,updated_at:r})=>({id:String(t),status:i??"",conclusion:n,updatedAt:r});export{x as readSights};
