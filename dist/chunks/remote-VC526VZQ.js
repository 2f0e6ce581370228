import{a as g}from"./chunk-L7C4FOGK.js";import{b as y,g as c,h as u}from"./chunk-FT46FRM2.js";import"./chunk-6NC6HJCH.js";import"./chunk-EMBIDUMY.js";var d=e=>({kind:"unknown",reason:e}),m=e=>e.kind==="limited"?d("GitHub's limit of requests is reached"):d("GitHub gave no whole answer; the next look asks again"),S=/disabled|must be enabled|not enabled/i;function p(e,{permission:t,off:n}){if(e.kind!=="refused")return m(e);let{status:r,message:o}=e;return r===410||r===404||r===403&&S.test(o)?d(n):r===403||r===401?d(`the token needs \`${t}\``):m(e)}var w=100,h=e=>g.find(t=>t===e)??null;function D(e){let{dependency:t,security_advisory:n,security_vulnerability:r}=e;return{number:e.number,url:e.html_url,severity:h(r?.severity??n?.severity)??"high",ecosystem:t?.package?.ecosystem??"",package:t?.package?.name??"",manifest:t?.manifest_path??"",scope:t?.scope??null,advisory:n?.ghsa_id??"",summary:n?.summary??"",vulnerable:r?.vulnerable_version_range??"",patched:r?.first_patched_version?.identifier??null}}function I({number:e,html_url:t,rule:n,tool:r,most_recent_instance:o}){return{number:e,url:t,severity:h(n?.security_severity_level),tool:r?.name??"",rule:n?.id??"",description:n?.description??"",message:o?.message?.text??"",path:o?.location?.path??"",line:o?.location?.start_line??0}}var x={route:"GET /repos/{owner}/{repo}/dependabot/alerts",permission:"vulnerability-alerts: read",off:"Dependabot alerts are switched off in this repository",alertOf:D},T={route:"GET /repos/{owner}/{repo}/code-scanning/alerts",permission:"security-events: read",off:"nothing has scanned this repository, or code scanning is switched off",alertOf:I};async function A(e,t,{repository:n,told:r}){let{owner:o,name:s}=n,a=await e.rest(t.route,{owner:o,repo:s,state:"open",per_page:w});if(a.kind!=="answered"||!Array.isArray(a.data))return p(a,t);let{length:i}=a.data,l=i>=w;return r==="counted"?{kind:"known",value:{kind:"counted",count:i,more:l}}:{kind:"known",value:{kind:"listed",alerts:a.data.map(t.alertOf),more:l}}}var N=(e,t)=>A(e,x,t),k=(e,t)=>A(e,T,t);var K=`
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
${K}`,b=`
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
}`;async function R(e,t,n){let r=await e.query(t,{...n}),o=i=>i.includes("statusCheckRollup"),s=r.kind==="answered"||r.kind==="partial"&&r.faults.every(({path:i})=>o(i))?r.data:null,a=Object.values(s?.repository??{});return a.length===0||!a.every(i=>c(i))?m(r):{kind:"known",value:a.flatMap(i=>u(i))}}var v=e=>({number:e.number,title:e.title,url:e.url,author:y(e.author),createdAt:e.createdAt,updatedAt:e.updatedAt,labels:u(e.labels).map(({name:t})=>t)}),q={MERGEABLE:"yes",CONFLICTING:"no"},L=e=>({...v(e),draft:e.isDraft,mergeable:q[e.mergeable]??"unknown",review:e.reviewDecision,checks:u(e.commits)[0]?.commit.statusCheckRollup?.state??null,branch:e.headRefName,head:e.headRefOid}),G=e=>({...v(e),body:e.body,association:e.authorAssociation,assignees:e.assignees?.totalCount??0,answers:u(e.comments).map(t=>({author:y(t.author),association:t.authorAssociation,at:t.createdAt})),pulls:u(e.closedByPullRequestsReferences).map(({number:t})=>t)});async function C(e,t){let n=await R(e,_,t);if(n.kind==="unknown")return n;let r=new Set;return{kind:"known",value:n.value.filter(({number:s})=>!r.has(s)&&r.add(s)).map(L)}}async function P(e,t){let n=await R(e,b,t);if(n.kind==="unknown")return n;let r=({assignees:o,comments:s,closedByPullRequestsReferences:a,labels:i})=>o!==null&&c(s)&&c(a)&&c(i);return{kind:"known",value:n.value.filter(r).map(G)}}var E=100,W=2,$=10,B={permission:"actions: read",off:"the token cannot see the runs of workflows, or Actions is off"},U=e=>({id:e.id,path:e.path.split("@")[0]??e.path,workflow:e.name??"",commit:e.head_sha,conclusion:e.conclusion??"",event:e.event,attempt:e.run_attempt??1,before:null,createdAt:e.created_at,url:e.html_url});async function O(e,{owner:t,name:n},{branch:r,since:o}){let s=[],a={owner:t,repo:n,branch:r,status:"completed",created:`>=${o.slice(0,19)}Z`};for(let i=1;i<=W;i++){let l=await e.rest("GET /repos/{owner}/{repo}/actions/runs",{...a,per_page:E,page:i,exclude_pull_requests:!0}),f=l.kind==="answered"?l.data.workflow_runs:void 0;if(f===void 0)return p(l,B);if(s.push(...f.map(U)),f.length<E)break}return{kind:"known",value:await M(e,{owner:t,repo:n},s)}}async function M(e,t,n){let r=new Set(n.filter(({attempt:s,conclusion:a})=>s>1&&a==="success").slice(0,$)),o=[];for(let s of n){if(!r.has(s)){o.push(s);continue}let a="GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}",i={...t,run_id:s.id,attempt_number:s.attempt-1,exclude_pull_requests:!0},l=await e.rest(a,i);o.push({...s,before:l.kind==="answered"?l.data.conclusion:null})}return o}var oe=(e,t)=>({runs:(n,r)=>O(e,t,{branch:n,since:r}),pulls:()=>C(e,t),issues:()=>P(e,t),dependencyAlerts:n=>N(e,{repository:t,told:n}),codeAlerts:n=>k(e,{repository:t,told:n})});export{oe as createRemoteReader};
