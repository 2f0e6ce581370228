import{b as d,c as m,e as c}from"./chunk-QQQEQYRA.js";import"./chunk-YKMDEQXI.js";import{b as f,g as p,h as l}from"./chunk-FT46FRM2.js";import{a as g}from"./chunk-6NC6HJCH.js";import"./chunk-EMBIDUMY.js";function h(e){let i=e.map(({number:n})=>`i${n}: issue(number: ${n}) { ...Sight }`),t=e.flatMap(({number:n,comment:r})=>r===null?[]:[`c${n}: node(id: ${JSON.stringify(r)}) { ...Reactions }`]);return`
query Sights($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    refs(refPrefix: "refs/heads/steward/", first: 100, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) {
      nodes { name target { oid ... on Commit { committedDate } } }
    }
    ${i.join(`
    `)}
  }
  ${t.join(`
  `)}
}
fragment Sight on Issue {
  number state
  assignees(first: 10) { nodes { login } }
  comments(last: 10) { nodes { id author { __typename login } createdAt body } }
}${t.length>0?w:""}`}var w=`
fragment Reactions on IssueComment {
  id
  reactions(last: 20, content: EYES) { nodes { user { login } } }
}`;var N=100;async function k(e,i,t){let n=t.slice(0,N),r={repository:c(i),doing:"read issues",permission:"issues: read"},s=await e.query(h(n),{...i});if(s.kind==="partial"){let a=s.faults.filter(({type:o})=>o!=="NOT_FOUND");if(a.length>0)throw d({...s,faults:a},r)}else if(s.kind!=="answered")throw d(s,r);let u=s.data;if(!p(u.repository?.refs))throw m(r);return{runs:await $(e,i,n),issues:n.flatMap(({number:a})=>{let o=u.repository?.[`i${a}`];return o?[R(o,u[`c${a}`]??null)]:[]}),branches:l(u.repository?.refs??null).flatMap(({name:a,target:o})=>o?[{name:S(a),oid:o.oid,committedAt:o.committedDate??""}]:[])}}var S=e=>e.startsWith("steward/")?e:`steward/${e}`,R=(e,i)=>({number:e.number,open:e.state==="OPEN",assignees:l(e.assignees).map(({login:t})=>t),comments:l(e.comments).map(({id:t,author:n,createdAt:r,body:s})=>({id:t,author:f(n),createdAt:r,body:g(s)})),seenBy:l(i?.reactions??null).flatMap(({user:t})=>t?[t.login]:[])});async function $(e,{owner:i,name:t},n){let r=n.flatMap(({dispatchedAt:u})=>u??[]).sort()[0];if(r===void 0)return null;let s=await e.rest("GET /repos/{owner}/{repo}/actions/runs",{owner:i,repo:t,event:"workflow_dispatch",per_page:100,exclude_pull_requests:!0,created:`>=${r.slice(0,19)}Z`});return s.kind!=="answered"||!s.data.workflow_runs?null:s.data.workflow_runs.map(({id:u,status:a,conclusion:o,updated_at:y})=>({id:String(u),status:a??"",conclusion:o,updatedAt:y}))}export{k as readSights};
