import{b as P,f as b,g as h,h as c}from"./chunk-FT46FRM2.js";import{a as N}from"./chunk-6NC6HJCH.js";import{b as p,c as g,e as R}from"./chunk-GWOKD4OC.js";import"./chunk-YKMDEQXI.js";import"./chunk-EMBIDUMY.js";var x=`
query Pull($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    pull: pullRequest(number: $number) {
      number title body url state isDraft merged
      author { __typename login }
      headRefOid headRefName baseRefName isCrossRepository mergeable reviewDecision
      additions deletions changedFiles
      labels(first: 20) { nodes { name } }
      reviewRequests(first: 1) { totalCount }
      closingIssuesReferences(first: 10) { nodes { number } }
      reviewThreads(first: 100) {
        nodes { isResolved path line comments(first: 1) { nodes { url } } }
        pageInfo { hasNextPage endCursor }
      }
      commits(last: 1) {
        nodes {
          commit {
            oid committedDate
            checkSuites(first: 40) {
              nodes {
                app { slug } status conclusion createdAt
                workflowRun { event url file { path } workflow { name } }
                checkRuns(first: 60, filterBy: { checkType: LATEST }) {
                  nodes { name status conclusion url }
                  pageInfo { hasNextPage endCursor }
                }
              }
              pageInfo { hasNextPage endCursor }
            }
            status { contexts { context state targetUrl } }
          }
        }
      }
    }
  }
}`,S=`
query Workflows($owner: String!, $name: String!, $folder: String!, $manifest: String!, $makefile: String!) {
  repository(owner: $owner, name: $name) {
    folder: object(expression: $folder) {
      ... on Tree { entries { name type object { ... on Blob { text isTruncated isBinary } } } }
    }
    manifest: object(expression: $manifest) { ... on Blob { text isTruncated isBinary } }
    makefile: object(expression: $makefile) { ... on Blob { text isTruncated isBinary } }
  }
}`;var w=e=>({repository:R(e),doing:"read pull requests",permission:"pull-requests: read"}),T=["checkSuites","status"],$=({type:e,path:t})=>e==="FORBIDDEN"&&t.some(s=>typeof s=="string"&&T.includes(s));async function K(e,t,s){let l=w(t),n=await e.query(x,{...t,number:s}),r=n.kind==="partial"?n.faults:[];if(r.some(({type:m,path:O})=>m==="NOT_FOUND"&&O.join()==="repository,pull"))return null;let i=r.filter(m=>!$(m));if(n.kind==="partial"&&i.length>0)throw p({...n,faults:i},l);if(n.kind!=="answered"&&n.kind!=="partial")throw p(n,l);let o=n.data.repository?.pull;if(!o)throw g(l);let u=c(o.commits)[0]?.commit,d=new Set(r.flatMap(({path:m})=>m)),a=u?.oid===o.headRefOid?u:void 0,f=await B(e,t,o);return{...v(o),headAt:u?.committedDate??"",...D(a,d),files:f}}function v(e){return{number:e.number,title:N(e.title),body:N(e.body),url:e.url,author:P(e.author),state:e.merged?"merged":e.state==="OPEN"?"open":"closed",draft:e.isDraft,...(e.reviewRequests?.totalCount??0)>0&&{asking:!0},head:e.headRefOid,branch:e.headRefName,base:e.baseRefName,fork:e.isCrossRepository,mergeable:A[e.mergeable]??"unknown",decision:e.reviewDecision,labels:c(e.labels).map(({name:t})=>t),closes:c(e.closingIssuesReferences).map(t=>t.number),size:{additions:e.additions,deletions:e.deletions,files:e.changedFiles},threads:F(e)}}var A={MERGEABLE:"yes",CONFLICTING:"conflicting"};function F({reviewThreads:e,url:t}){return!h(e)||b(e)!==null?null:c(e).map(({isResolved:s,path:l,line:n,comments:r})=>({url:c(r)[0]?.url??t,path:l,line:n,resolved:s}))}function D(e,t){let s=t.has("checkSuites")?null:e?.checkSuites,l=h(s)&&b(s)===null?c(s):null,n=l?.every(({checkRuns:i})=>h(i)&&b(i)===null),r=e&&!t.has("status")?e.status?.contexts??[]:null;return{suites:l&&n?l.map(E):null,statuses:r?.map(({context:i,state:o,targetUrl:u})=>({context:i,state:o,url:u}))??null}}function E({app:e,status:t,conclusion:s,createdAt:l,workflowRun:n,checkRuns:r}){let i=n&&{workflow:n.workflow.name,path:n.file?.path??"",event:n.event,url:n.url};return{app:e?.slug??"",status:t,conclusion:s,createdAt:l,run:i,checks:c(r)}}var y=100,C=3;async function B(e,t,{number:s,headRefOid:l,changedFiles:n}){if(n>y*C)return null;let{owner:r,name:i}=t,o=[];for(let d=1;d<=C&&o.length<n;d++){let a=await e.rest("GET /repos/{owner}/{repo}/pulls/{pull_number}/files",{owner:r,repo:i,pull_number:s,per_page:y,page:d});if(a.kind!=="answered")throw p(a,w(t));if(!Array.isArray(a.data))throw g(w(t));if(o.push(...a.data),a.data.length<y)break}return o.some(d=>d.blob_url!==null&&!d.blob_url.includes(l))||o.length!==n?null:o.map(q)}var I={added:"added",copied:"added",removed:"removed",renamed:"renamed"},q=({filename:e,previous_filename:t,status:s,additions:l,deletions:n,patch:r})=>({path:e,before:t??null,status:I[s]??"modified",additions:l,deletions:n,patch:r??null});async function z(e,t,s){let l={...w(t),doing:"read workflows",permission:"contents: read"},n={folder:`${s}:.github/workflows`,manifest:`${s}:package.json`,makefile:`${s}:Makefile`},r=await e.query(S,{...t,...n});if(r.kind!=="answered")throw p(r,l);if(!r.data.repository)throw g(l);let{folder:i,manifest:o,makefile:u}=r.data.repository,a=[...(i?.entries??[]).filter(({name:f,type:m})=>m==="blob"&&/\.ya?ml$/i.test(f)).map(({name:f,object:m})=>k(`.github/workflows/${f}`,m)),...o?[k("package.json",o)]:[],...u?[k("Makefile",u)]:[]];return a.includes(null)?null:a.filter(f=>f!==null)}var k=(e,t)=>!t||t.isTruncated||typeof t.text!="string"?null:{path:e,text:t.text};export{K as readPull,z as readWorkflows};
