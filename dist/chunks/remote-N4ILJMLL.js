import{a as f}from"./chunk-L7C4FOGK.js";import{a as y,b as d}from"./chunk-GA33WGKO.js";import{b as p,g as c,h as u}from"./chunk-FT46FRM2.js";import"./chunk-6NC6HJCH.js";import"./chunk-EMBIDUMY.js";var g=100,w=e=>f.find(t=>t===e)??null;function O(e){let{dependency:t,security_advisory:n,security_vulnerability:r}=e;return{number:e.number,url:e.html_url,severity:w(r?.severity??n?.severity)??"high",ecosystem:t?.package?.ecosystem??"",package:t?.package?.name??"",manifest:t?.manifest_path??"",scope:t?.scope??null,advisory:n?.ghsa_id??"",summary:n?.summary??"",vulnerable:r?.vulnerable_version_range??"",patched:r?.first_patched_version?.identifier??null}}function S({number:e,html_url:t,rule:n,tool:r,most_recent_instance:a}){return{number:e,url:t,severity:w(n?.security_severity_level),tool:r?.name??"",rule:n?.id??"",description:n?.description??"",message:a?.message?.text??"",path:a?.location?.path??"",line:a?.location?.start_line??0}}var D={route:"GET /repos/{owner}/{repo}/dependabot/alerts",permission:"vulnerability-alerts: read",off:"Dependabot alerts are switched off in this repository",alertOf:O},I={route:"GET /repos/{owner}/{repo}/code-scanning/alerts",permission:"security-events: read",off:"nothing has scanned this repository, or code scanning is switched off",alertOf:S};async function h(e,t,{repository:n,told:r}){let{owner:a,name:s}=n,i=await e.rest(t.route,{owner:a,repo:s,state:"open",per_page:g});if(i.kind!=="answered"||!Array.isArray(i.data))return d(i,t);let{length:o}=i.data,l=o>=g;return r==="counted"?{kind:"known",value:{kind:"counted",count:o,more:l}}:{kind:"known",value:{kind:"listed",alerts:i.data.map(t.alertOf),more:l}}}var A=(e,t)=>h(e,D,t),N=(e,t)=>h(e,I,t);var T=`
fragment Waiting on PullRequest {
  number title url createdAt updatedAt isDraft mergeable reviewDecision headRefName headRefOid
  author { __typename login }
  labels(first: 20) { nodes { name } }
  commits(last: 1) { nodes { commit { statusCheckRollup { state } } } }
}`,_=`
query OpenPulls($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    latest: pullRequests(first: 30, states: [OPEN], orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...Waiting }
    }
    oldest: pullRequests(first: 20, states: [OPEN], orderBy: { field: UPDATED_AT, direction: ASC }) {
      nodes { ...Waiting }
    }
  }
}
${T}`,R=`
query OpenIssues($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    newest: issues(first: 50, states: [OPEN], orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes {
        number title body url createdAt updatedAt authorAssociation
        author { __typename login }
        labels(first: 20) { nodes { name } }
        assignees(first: 1) { totalCount }
        comments(first: 10) { nodes { createdAt authorAssociation author { __typename login } } }
        closedByPullRequestsReferences(first: 3) { nodes { number } }
      }
    }
  }
}`;async function b(e,t,n){let r=await e.query(t,{...n}),a=o=>o.includes("statusCheckRollup"),s=r.kind==="answered"||r.kind==="partial"&&r.faults.every(({path:o})=>a(o))?r.data:null,i=Object.values(s?.repository??{});return i.length===0||!i.every(o=>c(o))?y(r):{kind:"known",value:i.flatMap(o=>u(o))}}var k=e=>({number:e.number,title:e.title,url:e.url,author:p(e.author),createdAt:e.createdAt,updatedAt:e.updatedAt,labels:u(e.labels).map(({name:t})=>t)}),x={MERGEABLE:"yes",CONFLICTING:"no"},q=e=>({...k(e),draft:e.isDraft,mergeable:x[e.mergeable]??"unknown",review:e.reviewDecision,checks:u(e.commits)[0]?.commit.statusCheckRollup?.state??null,branch:e.headRefName,head:e.headRefOid}),L=e=>({...k(e),body:e.body,association:e.authorAssociation,assignees:e.assignees?.totalCount??0,answers:u(e.comments).map(t=>({author:p(t.author),association:t.authorAssociation,at:t.createdAt})),pulls:u(e.closedByPullRequestsReferences).map(({number:t})=>t)});async function v(e,t){let n=await b(e,_,t);if(n.kind==="unknown")return n;let r=new Set;return{kind:"known",value:n.value.filter(({number:s})=>!r.has(s)&&r.add(s)).map(q)}}async function P(e,t){let n=await b(e,R,t);if(n.kind==="unknown")return n;let r=({assignees:a,comments:s,closedByPullRequestsReferences:i,labels:o})=>a!==null&&c(s)&&c(i)&&c(o);return{kind:"known",value:n.value.filter(r).map(L)}}var C=100,W=2,G=10,K={permission:"actions: read",off:"the token cannot see the runs of workflows, or Actions is off"},$=e=>({id:e.id,path:e.path.split("@")[0]??e.path,workflow:e.name??"",commit:e.head_sha,conclusion:e.conclusion??"",event:e.event,attempt:e.run_attempt??1,before:null,createdAt:e.created_at,url:e.html_url});async function E(e,{owner:t,name:n},{branch:r,since:a}){let s=[],i={owner:t,repo:n,branch:r,status:"completed",created:`>=${a.slice(0,19)}Z`};for(let o=1;o<=W;o++){let l=await e.rest("GET /repos/{owner}/{repo}/actions/runs",{...i,per_page:C,page:o,exclude_pull_requests:!0}),m=l.kind==="answered"?l.data.workflow_runs:void 0;if(m===void 0)return d(l,K);if(s.push(...m.map($)),m.length<C)break}return{kind:"known",value:await B(e,{owner:t,repo:n},s)}}async function B(e,t,n){let r=new Set(n.filter(({attempt:s,conclusion:i})=>s>1&&i==="success").slice(0,G)),a=[];for(let s of n){if(!r.has(s)){a.push(s);continue}let i="GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}",o={...t,run_id:s.id,attempt_number:s.attempt-1,exclude_pull_requests:!0},l=await e.rest(i,o);a.push({...s,before:l.kind==="answered"?l.data.conclusion:null})}return a}var ne=(e,t)=>({runs:(n,r)=>E(e,t,{branch:n,since:r}),pulls:()=>v(e,t),issues:()=>P(e,t),dependencyAlerts:n=>A(e,{repository:t,told:n}),codeAlerts:n=>N(e,{repository:t,told:n})});export{ne as createRemoteReader};
