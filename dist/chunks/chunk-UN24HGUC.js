import{a as ue}from"./chunk-GUVD23J4.js";import{a as oe,b as ie,c as de,d as me}from"./chunk-3KUKB7F3.js";import{a as P,b as v,c as L,d as le}from"./chunk-C2IA6L7A.js";import{b as y,c as w,d as ae,e as S}from"./chunk-QQQEQYRA.js";import{c as fe}from"./chunk-XBRJMJ3R.js";import{a as ne,b as re,e as se,f as ce}from"./chunk-4MGCDCGE.js";import{k as pe}from"./chunk-QSYQZGK7.js";import{a as N,b as F}from"./chunk-YKMDEQXI.js";import{b as $,c as A,d as D,e as R,f as E,g as b,h as g}from"./chunk-FT46FRM2.js";import{a as k}from"./chunk-6NC6HJCH.js";function G(t){return ne(se(t).text).text.replace(/^([^\S\n]*)::/gm,"$1%3A%3A").replaceAll("##[","##%5B")}var ge=`
mutation CreateIssue($input: CreateIssueInput!) {
  createIssue(input: $input) { issue { id number updatedAt } }
}`,he=`
mutation UpdateIssue($input: UpdateIssueInput!) {
  updateIssue(input: $input) {
    issue { id number updatedAt userContentEdits(first: 2) { nodes { id editor { __typename login } } } }
  }
}`,ye=`
mutation SetLabels(
  $remove: RemoveLabelsFromLabelableInput!, $add: AddLabelsToLabelableInput!,
  $removes: Boolean!, $adds: Boolean!
) {
  removed: removeLabelsFromLabelable(input: $remove) @include(if: $removes) {
    issue: labelable { ... on Issue { id number updatedAt } ... on PullRequest { id number updatedAt } }
  }
  added: addLabelsToLabelable(input: $add) @include(if: $adds) {
    issue: labelable { ... on Issue { id number updatedAt } ... on PullRequest { id number updatedAt } }
  }
}`,we=`
mutation CloseIssue($body: UpdateIssueInput!, $close: CloseIssueInput!) {
  updateIssue(input: $body) { issue { id number updatedAt } }
  closeIssue(input: $close) { issue { id number updatedAt } }
}`,be=`
mutation PinIssue($input: PinIssueInput!) {
  pinIssue(input: $input) { issue { id number updatedAt } }
}`,Se=`
mutation LinkIssue($input: AddBlockedByInput!) {
  addBlockedBy(input: $input) { issue { number updatedAt } blockingIssue { number updatedAt } }
}`,$e=`
mutation AddComment($input: AddCommentInput!) {
  addComment(input: $input) {
    commentEdge { node { id } }
    subject { ... on Issue { number updatedAt } ... on PullRequest { number updatedAt } }
  }
}`,Ne={issue:`
mutation UpdateIssueComment($input: UpdateIssueCommentInput!) {
  updateIssueComment(input: $input) { issueComment { id place: issue { number updatedAt } } }
}`,pull:`
mutation UpdatePullComment($input: UpdateIssueCommentInput!) {
  updateIssueComment(input: $input) { issueComment { id place: pullRequest { number updatedAt } } }
}`},Pt="... on Issue { id } ... on PullRequest { id }";function Re(t,e){let s=Array.from({length:e},(n,r)=>r);return`
query Ids($owner: String!, $name: String!${s.map(n=>`, $l${n}: String!`).join("")}) {
  repository(owner: $owner, name: $name) {
    id
    ${t.map(n=>`i${n}: issueOrPullRequest(number: ${n}) { ${Pt} }`).join(`
    `)}
    ${s.map(n=>`l${n}: label(name: $l${n}) { id }`).join(`
    `)}
  }
}`}function W(t,e){let s=new Map,n=new Map,r=null,o=async(i,a)=>{let l=Object.fromEntries(a.map((f,h)=>[`l${h}`,f])),u=await t.query(Re(i,a.length),{...e,...l}),d=u.kind==="answered"||u.kind==="partial"?u.data.repository:null,c=u.kind==="partial"?u.faults:[],m=c.every(f=>f.type==="NOT_FOUND"&&f.path.length===2),p={repository:S(e),doing:"read issues",permission:"issues: read"};if(u.kind!=="answered"&&(!d||!m))throw y(u,p);if(!d?.id)throw w(p);r=d.id;for(let f of i){let h=Ee(d[`i${f}`]);if(h!==null)s.set(f,h);else if(!c.some(({path:I})=>I[1]===`i${f}`))throw w(p)}a.forEach((f,h)=>{let I=Ee(d[`l${h}`]);I!==null&&n.set(f,I)})};return{async issue(i){return!Number.isSafeInteger(i)||i<1?null:(s.has(i)||await o([i],[]),s.get(i)??null)},async labels(i){let a=i.filter(l=>!n.has(l));if((r===null||a.length>0)&&await o([],a),r===null)throw new Error(`the id of ${S(e)} is not known`);return{repository:r,labels:new Map(i.map(l=>[l,n.get(l)??null]))}},rememberIssue:(i,a)=>{s.set(i,a)},rememberLabel:(i,a)=>{n.set(i,a)}}}var Ee=t=>t!==null&&typeof t=="object"?t.id:null;var C="pageInfo { hasNextPage endCursor }",Pe=`
query OlderIssues($owner: String!, $name: String!, $cursor: String!) {
  repository(owner: $owner, name: $name) {
    page: issues(first: 50, after: $cursor, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...IssueStub } ${C}
    }
  }
}
${P}`,Oe=`
query OlderPulls($owner: String!, $name: String!, $cursor: String!) {
  repository(owner: $owner, name: $name) {
    page: pullRequests(first: 50, after: $cursor, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...PullStub ...PullFacts } ${C}
    }
  }
}
${v}
${L}`,Ot="{ field: CREATED_AT, direction: ASC }",ke=`
query AllOpenPulls($owner: String!, $name: String!, $cursor: String) {
  repository(owner: $owner, name: $name) {
    page: pullRequests(first: 50, after: $cursor, states: [OPEN], orderBy: ${Ot}) {
      nodes { ...PullStub ...PullFacts } ${C}
    }
  }
}
${v}
${L}`,Ce=`
query Listing($owner: String!, $name: String!, $cursor: String, $since: DateTime) {
  repository(owner: $owner, name: $name) {
    page: issues(
      first: 50, after: $cursor, states: [OPEN, CLOSED],
      filterBy: { since: $since }, orderBy: { field: CREATED_AT, direction: ASC }
    ) {
      nodes { ...IssueStub id body } ${C}
    }
  }
}
${P}`,K="orderBy: { field: CREATED_AT, direction: DESC }",Te=`
query Titles(
  $owner: String!, $name: String!,
  $withOpen: Boolean!, $withClosed: Boolean!, $withPulls: Boolean!,
  $open: String, $closed: String, $pulls: String
) {
  repository(owner: $owner, name: $name) {
    open: issues(first: 100, after: $open, states: [OPEN], ${K}) @include(if: $withOpen) {
      nodes { ...IssueStub } ${C}
    }
    closed: issues(first: 100, after: $closed, states: [CLOSED], ${K}) @include(if: $withClosed) {
      nodes { ...IssueStub } ${C}
    }
    pulls: pullRequests(first: 100, after: $pulls, states: [OPEN], ${K}) @include(if: $withPulls) {
      nodes { ...PullStub } ${C}
    }
  }
}
${P}
${v}`,Ae=t=>`
query Details($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${t.map(e=>`i${e}: issue(number: ${e}) { ...IssueStub id body }`).join(`
    `)}
  }
}
${P}`,Ie=`
comments(first: 100, after: $cursor) { nodes { id author { __typename login } body createdAt updatedAt } ${C} }`,_e=`
query Comments($owner: String!, $name: String!, $number: Int!, $cursor: String) {
  repository(owner: $owner, name: $name) {
    place: issueOrPullRequest(number: $number) {
      ... on Issue { ${Ie} }
      ... on PullRequest { ${Ie} }
    }
  }
}`;var ve=t=>({repository:S(t),doing:"read comments",permission:"issues: read"});async function Le(t,e,{number:s,since:n}){if(s===null)return At(t,e,n);let r=await kt(t,e,s);return n===null?r:r.filter(({updatedAt:o})=>Date.parse(o)>=Date.parse(n))}async function kt(t,e,s){let n=ve(e),r=[];for(let o=null;;){let i=await t.query(_e,{...e,number:s,cursor:o});if(i.kind==="partial"&&Ct(i.faults))return[];if(i.kind!=="answered")throw y(i,n);let a=i.data.repository?.place?.comments;if(!b(a))throw w(n);if(r.push(...R(a,l=>Tt(l,s)).nodes),o=E(a),o===null)return r}}var Ct=t=>t.every(({type:e,path:s})=>e==="NOT_FOUND"&&s.join()==="repository,place"),Tt=({id:t,author:e,body:s,createdAt:n,updatedAt:r},o)=>({id:t,number:o,author:$(e),body:k(s),createdAt:n,updatedAt:r}),xe=100;async function At(t,e,s){let{owner:n,name:r}=e,o=ve(e),i=[];for(let a=1;;a++){let l=await t.rest("GET /repos/{owner}/{repo}/issues/comments",{owner:n,repo:r,sort:"created",direction:"asc",per_page:xe,page:a,...s!==null&&{since:s}});if(l.kind!=="answered")throw y(l,o);if(!Array.isArray(l.data))throw w(o);if(i.push(...l.data.map(_t)),l.data.length<xe)return i}}function _t({node_id:t,issue_url:e,user:s,body:n="",created_at:r,updated_at:o}){return{id:t,number:Number(/\/(\d+)$/.exec(e)?.[1]??0),author:$(s&&{__typename:s.type,login:s.login}),body:k(n),createdAt:r,updatedAt:o}}var De=`
query Edits($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    issue(number: $number) {
      userContentEdits(first: 50) {
        nodes { id editedAt editor { __typename login } diff }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;async function Ue(t,e,s){let n={repository:S(e),doing:"read the edits of issues",permission:"issues: read"},r=await t.query(De,{...e,number:s});if(r.kind!=="answered")throw y(r,n);let o=r.data.repository?.issue?.userContentEdits;if(o===null)return[];if(!b(o))throw w(n);return g(o).reverse().map(({id:i,editedAt:a,editor:l,diff:u})=>({id:i,at:a,editor:$(l),text:u??""}))}var xt=/^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i;async function Be(t,e,s){if(!xt.test(s))return null;let n=await t.rest("GET /repos/{owner}/{repo}/collaborators/{username}/permission",{owner:e.owner,repo:e.name,username:s});if(n.kind!=="answered")return null;let{permission:r,role_name:o,user:i}=n.data;return typeof i?.login!="string"||i.login.toLowerCase()!==s.toLowerCase()?null:o==="maintain"||o==="triage"?o:typeof r=="string"?r:null}var Fe=`
query Overview(
  $owner: String!, $name: String!, $ledger: String!, $configPath: String!, $goalsPath: String!
) {
  rateLimit { cost remaining resetAt }
  viewer { __typename login }
  repository(owner: $owner, name: $name) {
    id nameWithOwner url isPrivate isArchived hasIssuesEnabled
    defaultBranchRef {
      name
      target {
        ... on Commit {
          oid committedDate
          checkSuites(first: 40) {
            nodes {
              app { slug } status conclusion
              workflowRun { event url file { path } workflow { name } }
            }
          }
          configuration: file(path: $configPath) { object { ... on Blob { text isTruncated } } }
          goals: file(path: $goalsPath) { object { ... on Blob { text isTruncated } } }
        }
      }
    }
    ledger: ref(qualifiedName: $ledger) { target { ... on Commit { ...LedgerHead } } }
    issues(first: 25, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...IssueStub }
      pageInfo { hasNextPage endCursor }
    }
    pullRequests(first: 25, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...PullStub ...PullFacts }
      pageInfo { hasNextPage endCursor }
    }
    stewardPulls: pullRequests(first: 20, states: [OPEN], labels: ["steward"]) {
      nodes { number ...PullFacts }
    }
    pinnedIssues(first: 3) { nodes { issue { number } } }
  }
  deployed: repository(owner: $owner, name: $name) {
    deployments(first: 10, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes { environment state commitOid ref { name } latestStatus { state } }
    }
  }
}
${P}
${v}
${L}
${le}`;var U=t=>({...A("pull",t),pull:vt(t)}),vt=t=>({head:t.headRefOid,branch:t.headRefName,closes:g(t.closingIssuesReferences).map(({number:e})=>e),merged:t.merged,state:J(t)});function J(t){return[t.headRefOid,t.isDraft?"draft":"ready",t.reviewDecision??"unreviewed",t.mergeable==="CONFLICTING"?"conflicting":"mergeable",g(t.commits)[0]?.commit.statusCheckRollup?.state??"unchecked"].join(" ")}function We({viewer:t,repository:e,deployed:s},n){if(!b(e?.issues)||!b(e.pullRequests)||!b(e.stewardPulls)||e.ledger&&!e.ledger.target)return null;let r=e.defaultBranchRef?.target??null,o=e.ledger?.target?de(e.ledger.target):null;return{now:n.now,repository:{id:e.id,name:e.nameWithOwner,url:e.url,private:e.isPrivate,archived:e.isArchived,hasIssues:e.hasIssuesEnabled,branch:e.defaultBranchRef?.name??null},viewer:Lt(t),head:r&&Dt(r,n.unseen),issues:R(e.issues,i=>A("issue",i)),pulls:R(e.pullRequests,U),stewardPulls:Object.fromEntries(g(e.stewardPulls).map(i=>[String(i.number),J(i)])),deployments:n.unseen.has("deployments")?{}:Bt(g(s?.deployments),n.branch),pinned:g(e.pinnedIssues).map(i=>i.issue.number),goals:Ge(r?.goals??null,n.goalsPath),configuration:Ge(r?.configuration??null,n.configPath),ledger:o}}var Lt=t=>t.login.endsWith("[bot]")?t.login:$(t);function Dt({oid:t,committedDate:e,checkSuites:s},n){let r=b(s)&&!n.has("checkSuites");return{oid:t,committedAt:e,suites:r?g(s).map(Ut):null}}function Ut({app:t,status:e,conclusion:s,workflowRun:n}){let r=n&&{workflow:n.workflow.name,path:n.file?.path??"",event:n.event,url:n.url};return{app:t?.slug??"",status:e,conclusion:s,run:r}}function Bt(t,e){let s=new Map;for(let{environment:n,state:r,commitOid:o,ref:i,latestStatus:a}of t)n===null||i?.name===e||s.has(n)||s.set(n,`${a?.state??r??"PENDING"} ${o}`);return Object.fromEntries(s)}function Ge(t,e){if(t?.object?.isTruncated)throw new N(`${e} is too large to be read whole.`,"Keep it under 500 kB.");return t?.object?.text??null}async function qe(t,e,s){let{branch:n,configPath:r,goalsPath:o}=s,i=S(e),a=await t.query(Fe,{...e,ledger:`refs/heads/${n}`,configPath:r,goalsPath:o});if(a.kind!=="answered"&&a.kind!=="partial")throw y(a,Z([],i));let l=a.kind==="partial"?a.faults:[],u=l.filter(m=>!Wt(m));if(u.length>0)throw y({kind:"partial",faults:u,data:null},Z(u,i));let d=new Set(l.flatMap(M)),c=We(a.data,{now:a.at,unseen:d,...s});if(!c)throw w(Z([],i));return c}var Ft=["rateLimit","checkSuites","statusCheckRollup","deployments","pinnedIssues"],Gt=["configuration","goals","state"],M=t=>t.path.filter(e=>typeof e=="string");function Wt(t){return t.type==="FORBIDDEN"?M(t).some(e=>Ft.includes(e)):t.type==="NOT_FOUND"&&Gt.includes(M(t).at(-1)??"")}var Me={issues:{doing:"read issues",permission:"issues: read"},pullRequests:{doing:"read pull requests",permission:"pull-requests: read"},stewardPulls:{doing:"read pull requests",permission:"pull-requests: read"},ledger:{doing:"read the state branch",permission:"contents: read"}};function Z(t,e){let s=t.flatMap(M).find(n=>n in Me);return{repository:e,...Me[s??""]??{doing:"read the repository",permission:"contents: read"}}}var je=`
query Pull($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    pull: pullRequest(number: $number) {
      number title body url state isDraft merged
      author { __typename login }
      headRefOid headRefName baseRefName isCrossRepository mergeable reviewDecision
      additions deletions changedFiles
      labels(first: 20) { nodes { name } }
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
}`,He=`
query Workflows($owner: String!, $name: String!, $folder: String!, $manifest: String!, $makefile: String!) {
  repository(owner: $owner, name: $name) {
    folder: object(expression: $folder) {
      ... on Tree { entries { name type object { ... on Blob { text isTruncated isBinary } } } }
    }
    manifest: object(expression: $manifest) { ... on Blob { text isTruncated isBinary } }
    makefile: object(expression: $makefile) { ... on Blob { text isTruncated isBinary } }
  }
}`;var q=t=>({repository:S(t),doing:"read pull requests",permission:"pull-requests: read"}),Mt=["checkSuites","status"],qt=({type:t,path:e})=>t==="FORBIDDEN"&&e.some(s=>typeof s=="string"&&Mt.includes(s));async function Ve(t,e,s){let n=q(e),r=await t.query(je,{...e,number:s}),o=r.kind==="partial"?r.faults:[];if(o.some(({type:m,path:p})=>m==="NOT_FOUND"&&p.join()==="repository,pull"))return null;let i=o.filter(m=>!qt(m));if(r.kind==="partial"&&i.length>0)throw y({...r,faults:i},n);if(r.kind!=="answered"&&r.kind!=="partial")throw y(r,n);let a=r.data.repository?.pull;if(!a)throw w(n);let l=g(a.commits)[0]?.commit,u=new Set(o.flatMap(({path:m})=>m)),d=l?.oid===a.headRefOid?l:void 0,c=await Qt(t,e,a);return{...jt(a),headAt:l?.committedDate??"",...Vt(d,u),files:c}}function jt(t){return{number:t.number,title:k(t.title),body:k(t.body),url:t.url,author:$(t.author),state:t.merged?"merged":t.state==="OPEN"?"open":"closed",draft:t.isDraft,head:t.headRefOid,branch:t.headRefName,base:t.baseRefName,fork:t.isCrossRepository,mergeable:Ht[t.mergeable]??"unknown",decision:t.reviewDecision,labels:g(t.labels).map(({name:e})=>e),closes:g(t.closingIssuesReferences).map(e=>e.number),size:{additions:t.additions,deletions:t.deletions,files:t.changedFiles},threads:zt(t)}}var Ht={MERGEABLE:"yes",CONFLICTING:"conflicting"};function zt({reviewThreads:t,url:e}){return!b(t)||E(t)!==null?null:g(t).map(({isResolved:s,path:n,line:r,comments:o})=>({url:g(o)[0]?.url??e,path:n,line:r,resolved:s}))}function Vt(t,e){let s=e.has("checkSuites")?null:t?.checkSuites,n=b(s)&&E(s)===null?g(s):null,r=n?.every(({checkRuns:i})=>b(i)&&E(i)===null),o=t&&!e.has("status")?t.status?.contexts??[]:null;return{suites:n&&r?n.map(Yt):null,statuses:o?.map(({context:i,state:a,targetUrl:l})=>({context:i,state:a,url:l}))??null}}function Yt({app:t,status:e,conclusion:s,createdAt:n,workflowRun:r,checkRuns:o}){let i=r&&{workflow:r.workflow.name,path:r.file?.path??"",event:r.event,url:r.url};return{app:t?.slug??"",status:e,conclusion:s,createdAt:n,run:i,checks:g(o)}}var X=100,ze=3;async function Qt(t,e,{number:s,headRefOid:n,changedFiles:r}){if(r>X*ze)return null;let{owner:o,name:i}=e,a=[];for(let u=1;u<=ze&&a.length<r;u++){let d=await t.rest("GET /repos/{owner}/{repo}/pulls/{pull_number}/files",{owner:o,repo:i,pull_number:s,per_page:X,page:u});if(d.kind!=="answered")throw y(d,q(e));if(!Array.isArray(d.data))throw w(q(e));if(a.push(...d.data),d.data.length<X)break}return a.some(u=>u.blob_url!==null&&!u.blob_url.includes(n))||a.length!==r?null:a.map(Jt)}var Kt={added:"added",copied:"added",removed:"removed",renamed:"renamed"},Jt=({filename:t,previous_filename:e,status:s,additions:n,deletions:r,patch:o})=>({path:t,before:e??null,status:Kt[s]??"modified",additions:n,deletions:r,patch:o??null});async function Ye(t,e,s){let n={...q(e),doing:"read workflows",permission:"contents: read"},r={folder:`${s}:.github/workflows`,manifest:`${s}:package.json`,makefile:`${s}:Makefile`},o=await t.query(He,{...e,...r});if(o.kind!=="answered")throw y(o,n);if(!o.data.repository)throw w(n);let{folder:i,manifest:a,makefile:l}=o.data.repository,d=[...(i?.entries??[]).filter(({name:c,type:m})=>m==="blob"&&/\.ya?ml$/i.test(c)).map(({name:c,object:m})=>ee(`.github/workflows/${c}`,m)),...a?[ee("package.json",a)]:[],...l?[ee("Makefile",l)]:[]];return d.includes(null)?null:d.filter(c=>c!==null)}var ee=(t,e)=>!e||e.isTruncated||typeof e.text!="string"?null:{path:t,text:e.text};var Qe="nodes { id author { __typename login } authorAssociation body createdAt updatedAt }",Ke=t=>`
query Reports($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${t.map(e=>`i${e}: issue(number: ${e}) { ...Report }`).join(`
    `)}
  }
}
fragment Report on Issue {
  ...IssueStub id body authorAssociation locked
  assignees(first: 1) { totalCount }
  closedByPullRequestsReferences(first: 10) { nodes { number state } }
  first: comments(first: 20) { totalCount ${Qe} }
  last: comments(last: 20) { ${Qe} }
  timelineItems(last: 50, itemTypes: [LABELED_EVENT]) {
    nodes { __typename ... on LabeledEvent { actor { __typename login } label { name } } }
  }
}
${P}`;var Je=20;async function Xe(t,e,s){let n=[...new Set(s)].filter(o=>Number.isSafeInteger(o)&&o>0),r=[];for(let o=0;o<n.length;o+=Je)r.push(...await Zt(t,e,n.slice(o,o+Je)));return r}async function Zt(t,e,s){let n={repository:S(e),doing:"read issues",permission:"issues: read"},r=await t.query(Ke(s),{...e});if(r.kind==="partial"){let a=r.faults.filter(l=>!Ze(l)&&!Xt(l));if(a.length>0)throw y({...r,faults:a},n)}else if(r.kind!=="answered")throw y(r,n);let o=new Set(r.kind==="partial"?r.faults.filter(Ze).map(({path:a})=>a[1]):[]),i=r.data.repository;return s.flatMap(a=>{let l=i?.[`i${a}`]??null;if(l!==null&&b(l.first)&&b(l.last))return[en(l)];if(l===null&&o.has(`i${a}`))return[];throw w(n)})}var Ze=({type:t,path:e})=>t==="NOT_FOUND"&&e.length===2,Xt=({path:t})=>t[2]==="timelineItems";function en(t){let e=g(t.first),s=new Set(e.map(({id:r})=>r)),n=[...e,...g(t.last).filter(({id:r})=>!s.has(r))].map(tn);return{...D(t),association:t.authorAssociation,locked:t.locked,assignees:t.assignees.totalCount,pulls:g(t.closedByPullRequestsReferences).flatMap(r=>r.state==="OPEN"?[r.number]:[]),remarks:n,unread:Math.max(0,t.first.totalCount-n.length),labelled:g(t.timelineItems).flatMap(({actor:r,label:o})=>o?[{label:o.name,by:$(r??null)}]:[])}}var tn=({author:t,authorAssociation:e,body:s,...n})=>({...n,author:$(t),association:e,body:k(s)});var et=50,tt=1e3,nn=200,rn=1e3;function nt(t,e){let{owner:s,name:n}=e,r=`${s}/${n}`,o={repository:r,doing:"read issues",permission:"issues: read"},i={repository:r,doing:"read pull requests",permission:"pull-requests: read"},a=async(u,d,c)=>{let m=await t.query(u,{owner:s,name:n,...d});if(m.kind!=="answered")throw y(m,c);let p=m.data.repository?.page;if(!b(p))throw w(c);return p},l=async()=>(await import("./remote-VC526VZQ.js")).createRemoteReader(t,e);return{overview:u=>qe(t,e,u),async older(u,d){return u==="issue"?R(await a(Pe,{cursor:d},o),c=>A(u,c)):R(await a(Oe,{cursor:d},i),U)},async details(u){let d=[],c=[...new Set(u)].filter(m=>Number.isSafeInteger(m)&&m>0);for(let m=0;m<c.length;m+=et){let p=c.slice(m,m+et),f=await ue(t,e,p,Ae);d.push(...f.map(D))}return d},async listing(u){let d=[];for(let c=null;;){let m=await a(Ce,{cursor:c,since:u},o);if(d.push(...R(m,D).nodes),c=E(m),c===null)return d}},handled:async u=>(await import("./handled-TNVIFFQW.js")).readHandled(t,e,u),edits:u=>Ue(t,e,u),role:u=>Be(t,e,u),async openPulls(){let u=[];for(let d=null;;){let c=await a(ke,{cursor:d},i);if(u.push(...R(c,U).nodes),d=E(c),d===null||u.length>=rn)return u}},pull:u=>Ve(t,e,u),workflows:u=>Ye(t,e,u),reports:u=>Xe(t,e,u),titles:()=>sn(t,e),relations:async u=>(await import("./relations-BMHLCEHZ.js")).readRelations(t,e,u),remote:{runs:async(u,d)=>(await l()).runs(u,d),pulls:async()=>(await l()).pulls(),issues:async()=>(await l()).issues(),dependencyAlerts:async u=>(await l()).dependencyAlerts(u),codeAlerts:async u=>(await l()).codeAlerts(u)},comments:u=>Le(t,e,u),usage:()=>t.usage()}}async function sn(t,{owner:e,name:s}){let n={repository:`${e}/${s}`,doing:"read issues",permission:"issues: read"},r={open:{limit:tt,found:[],cursor:null,more:!0},closed:{limit:nn,found:[],cursor:null,more:!0},pulls:{limit:tt,found:[],cursor:null,more:!0}},{open:o,closed:i,pulls:a}=r;for(;o.more||i.more||a.more;){let l=await t.query(Te,{owner:e,name:s,open:o.cursor,closed:i.cursor,pulls:a.cursor,withOpen:o.more,withClosed:i.more,withPulls:a.more});if(l.kind!=="answered")throw y(l,n);for(let[u,d]of Object.entries(r)){if(!d.more)continue;let c=l.data.repository?.[u];if(!b(c))throw w(n);d.found.push(...R(c,m=>A(u==="pulls"?"pull":"issue",m)).nodes),d.cursor=E(c),d.more=d.cursor!==null&&d.found.length<d.limit}}return[...o.found,...a.found,...i.found]}var on=/could not resolve to a node/i;function st(t,e){return{async createComment({number:s,body:n}){let r=await t.issue(s);return r===null?{kind:"refused",reason:`there is no issue or pull request #${s}`,gone:!0}:e.mutate($e,{input:{subjectId:r,body:n}},"comment",({addComment:o})=>rt(o?.commentEdge?.node,o?.subject))},async updateComment({on:s,comment:n,body:r}){let o=await e.mutate(Ne[s],{input:{id:n,body:r}},"edit comments",({updateIssueComment:i})=>rt(i?.issueComment,i?.issueComment?.place));return o.kind==="refused"&&on.test(o.reason)?{...o,gone:!0}:o}}}function rt(t,e){return!t||e?.number===void 0||e.updatedAt===void 0?null:{number:e.number,updatedAt:e.updatedAt,comment:t.id}}var an=({limit:t,wait:e})=>e??(t==="primary"?36e5:3e5);function ot(t,e){switch(t.kind){case"answered":{let s=e(t.data);return s!==null?{kind:"done",value:s}:{kind:"ambiguous",reason:"the answer does not show what was written"}}case"partial":{let s=e(t.data);if(s!==null)return{kind:"done",value:s};let n=t.faults.map(r=>r.message).join("; ");return{kind:t.faults.some(({path:r})=>r.length>1)?"ambiguous":"refused",reason:n}}case"refused":return{kind:"refused",reason:t.message};case"limited":return{kind:"refused",reason:`GitHub's ${t.limit} rate limit: ${t.message}`,retryAfter:an(t)};case"ambiguous":return{kind:"ambiguous",reason:t.message}}}var ln=1e3;function it({client:t,clock:e,repository:s}){let n=null,r=async i=>{let a=n===null?0:n+ln-e.elapsed();a>0&&await e.sleep(a);try{return await i()}finally{n=e.elapsed()}},o=(i,a,l)=>{let u=ot(i,l);if(u.kind!=="refused")return u;let d={repository:S(s),doing:a,permission:"issues: write"},c=un(i),m=c&&ae(c,d);return m?{...u,reason:`${m.message} ${m.remedy}`}:u};return{spaced:r,resultOf:o,async mutate(i,a,l,u){return o(await r(()=>t.mutate(i,{...a})),l,u)}}}function un(t){if(t.kind==="refused")return t;let e=t.kind==="partial"?t.faults[0]:void 0;return e?{type:e.type??"",message:e.message}:null}function dn(t){let e=t?.nodes?.[1]??null;return{id:e?.id??"",editor:$(e?.editor)}}function at(t){let{client:e,repository:s}=t,n=W(e,s),r=it(t),o=(a,l,u)=>r.mutate(a,l,u,d=>{let c=Object.values(d).map(I=>I?.issue),m=c.at(-1);if(!m||c.includes(null)||c.includes(void 0))return null;n.rememberIssue(m.number,m.id);let{number:p,updatedAt:f,userContentEdits:h}=m;return{number:p,updatedAt:f,...h!==void 0&&{previous:dn(h)}}}),i=async(a,l)=>{let u=await n.issue(a);return u===null?{kind:"refused",reason:`there is no issue #${a}`,gone:!0}:l(u)};return{...st(n,r),async createIssue({title:a,body:l,labels:u}){let d=await n.labels(u),c=u.filter(f=>d.labels.get(f)===null);if(c.length>0)return{kind:"refused",reason:`there is no label ${c.join(", ")}`};let m=u.map(f=>d.labels.get(f)),p={repositoryId:d.repository,title:a,body:l,labelIds:m};return o(ge,{input:p},"open issues")},updateIssue:({number:a,body:l})=>i(a,u=>o(he,{input:{id:u,body:l}},"edit issues")),closeIssue:({number:a,duplicateOf:l,body:u})=>i(a,async d=>{let c=l===null?null:await n.issue(l),p={body:{id:d,body:u},close:{issueId:d,...c===null?{stateReason:"NOT_PLANNED"}:{stateReason:"DUPLICATE",duplicateIssueId:c}}};return o(we,p,"close issues")}),pinIssue:({number:a})=>i(a,l=>o(be,{input:{issueId:l}},"pin issues")),linkIssue:async({number:a,blockedBy:l})=>{let[u,d]=[await n.issue(a),await n.issue(l)],c=u===null?a:l;if(u===null||d===null)return{kind:"refused",reason:`there is no issue #${c}`,gone:!0};let m={input:{issueId:u,blockingIssueId:d}},p=await r.spaced(()=>e.mutate(Se,m));return p.kind==="refused"&&/already/i.test(p.message)?{kind:"done",value:{made:!1}}:r.resultOf(p,"link issues",({addBlockedBy:f})=>!f?.issue||!f.blockingIssue?null:{made:!0,issue:f.issue,blocker:f.blockingIssue})},async setLabels({number:a,add:l,remove:u}){let d=await n.labels([...l,...u]),c=h=>h.flatMap(I=>d.labels.get(I)??[]),m=l.filter(h=>d.labels.get(h)===null).join(", ");if(m!=="")return{kind:"refused",reason:`there is no label ${m}`};let[p,f]=[c(l),c(u)];return i(a,h=>o(ye,{add:{labelableId:h,labelIds:p},remove:{labelableId:h,labelIds:f},adds:p.length>0,removes:f.length>0},"set labels"))},async createLabel(a){if((await n.labels([a.name])).labels.get(a.name)!==null)return{kind:"done",value:{made:!1}};let l="POST /repos/{owner}/{repo}/labels",{owner:u,name:d}=s,c=await r.spaced(()=>e.rest(l,{owner:u,repo:d,...a}));return c.kind==="refused"&&/already_exists/.test(c.message)?{kind:"done",value:{made:!1}}:r.resultOf(c,"create labels",({name:m,node_id:p})=>(p&&n.rememberLabel(m,p),{made:!0}))}}}var cn=262144,mn=1e4,lt=32768,pn=2048,ut="not inspected",fn=t=>`${t.replace(/^.*secretlint-rule-/,"").replace(/[^a-z0-9-]/gi,"")} secret`;function dt(t={}){let e=t.most??cn,s=t.patience??mn,n;return{async inspect(r){if(r.length===0)return[];n??=import("./secret-rules-HRD2QXMI.js").then(({lint:a})=>a);let o=await n,i=[];for(let{id:a,text:l}of r){let u=await gn(o,l.slice(0,e),s);l.length>e&&u.push({start:e,end:l.length,what:ut}),i.push(...u.map(d=>({id:a,...d})))}return i}}}async function gn(t,e,s){let n=re(e),r=(a,l)=>({start:n.at[a]??0,end:(n.at[l-1]??0)+1}),o=performance.now(),i=new Map;for(let a=0;a<n.text.length;a+=lt-pn){if(performance.now()-o>=s){let l={...r(a,n.text.length),what:ut};return[...i.values(),l]}for(let{range:l,ruleId:u}of await t(n.text.slice(a,a+lt))){let[d,c]=l;if(c<=d)continue;let m={...r(a+d,a+c),what:fn(u)};i.set(`${m.start}-${m.end}`,m)}}return[...i.values()]}function ct({ledger:t,clock:e,author:s,hasLabel:n}){let r=[],o=i=>{r.push(i)};return{noted:r,writer:hn({clock:e,hasLabel:n,note:o}),ledger:yn(t,s,o)}}function hn({clock:t,hasLabel:e,note:s}){let n=0,r=o=>({kind:"done",value:{number:o,updatedAt:t.now()}});return{async createIssue({title:o,body:i,labels:a}){return n-=1,s({kind:"create-issue",number:n,title:o,body:i,labels:a}),r(n)},async updateIssue(o){return s({kind:"update-issue",...o}),r(o.number)},async closeIssue(o){return s({kind:"close-issue",...o}),r(o.number)},async pinIssue(o){return s({kind:"pin-issue",...o}),r(o.number)},async linkIssue(o){s({kind:"link-issue",...o});let i=a=>({number:a,updatedAt:t.now()});return{kind:"done",value:{made:!0,issue:i(o.number),blocker:i(o.blockedBy)}}},async setLabels(o){return s({kind:"set-labels",...o}),r(o.number)},async createComment(o){n-=1,s({kind:"create-comment",...o});let{number:i}=o;return{kind:"done",value:{number:i,updatedAt:t.now(),comment:`rehearsed ${-n}`}}},async updateComment({number:o,comment:i,body:a}){return s({kind:"update-comment",number:o,comment:i,body:a}),{kind:"done",value:{number:o,updatedAt:t.now(),comment:i}}},async createLabel(o){return await e(o.name)?{kind:"done",value:{made:!1}}:(s({kind:"create-label",...o}),{kind:"done",value:{made:!0}})}}}function yn(t,e,s){let n=[],r=async()=>{let{raw:i,at:a}=await t.head();return{raw:n.at(-1)?.raw??i,at:a}},o=(i,a)=>{let l=n.at(-1),u=new Map([...l?.files??[],...Object.entries(i.additions)]);for(let f of i.deletions)u.set(f,null);let d=u.get("state.json")??null,c=`${i.headline}

${i.body}`,m=pe(`rehearsal
${a}
${c}
${d}`,40),p={oid:m,parent:a,message:c,author:e(),signed:null,text:d,truncated:!1};return n.push({raw:p,files:u,base:l?l.base:a}),{kind:"committed",oid:m}};return{head:r,async files(i,a){let l=n.find(({raw:c})=>c.oid===i);if(!l)return t.files(i,a);let u=a.filter(c=>!l.files.has(c)),d=l.base===null||u.length===0?new Map:await t.files(l.base,u);return new Map(a.map(c=>[c,l.files.get(c)??d.get(c)??null]))},async eventFiles(i,a){let l=n.find(({raw:m})=>m.oid===i);if(!l)return t.eventFiles(i,a);let u=l.base===null?[]:await t.eventFiles(l.base,a),d=a.map(m=>`${ce(m)}/`),c=[...l.files.keys()].filter(m=>d.some(p=>m.startsWith(p)));return[...new Set([...u,...c])].sort()},async messages(i){let a=n.map(({raw:u})=>u.message).reverse(),l=i-a.length;return l>0?[...a,...await t.messages(l)]:a.slice(0,i)},async begin(i){return(await r()).raw!==null?{kind:"stale"}:(s({kind:"begin",paths:Object.keys(i)}),o({headline:"Begin [skip ci]",body:"",additions:i,deletions:[]},null))},async commit({expected:i,...a}){return(await r()).raw?.oid!==i?{kind:"stale"}:(s({kind:"commit",headline:a.headline,paths:Object.keys(a.additions)}),o(a,i))}}}import{mkdir as wn,readFile as bn,writeFile as mt}from"node:fs/promises";import{join as j}from"node:path";async function pt({directory:t,url:e,format:s}){for(let n of["objects","refs"])await wn(j(t,n),{recursive:!0});await mt(j(t,"HEAD"),`ref: refs/heads/main
`),await mt(j(t,"config"),Sn(e,s))}function Sn(t,e){if(/[\0\r\n]/.test(t))throw new Error("the address of a remote has one line");return`${["[core]",`	repositoryformatversion = ${e==="sha1"?0:1}`,"	bare = true",...e==="sha1"?[]:["[extensions]","	objectformat = sha256"],'[remote "origin"]',`	url = "${t.replace(/["\\]/g,"\\$&")}"`].join(`
`)}
`}async function H(t){try{let e=await bn(j(t,"shallow"),"utf8");return new Set(e.split(`
`).filter(Boolean))}catch(e){if(e.code==="ENOENT")return new Set;throw e}}import{spawn as $n}from"node:child_process";var Nn=/^(?:PATH|TMPDIR|TEMP|TMP|SYSTEMROOT|(?:https?|all|no)_proxy|SSL_CERT_(?:FILE|DIR)|GIT_SSL_CAINFO|CURL_CA_BUNDLE)$/i,Rn=4e3;function En(t,e){let{directory:s,serverUrl:n,token:r,environment:o}=t,i=Object.entries(o).filter(([l,u])=>Nn.test(l)&&u!==void 0),a=[...Object.entries(e),["protocol.version","2"],["credential.helper",""],["core.hooksPath","/dev/null"],["gc.auto","0"],["maintenance.auto","false"],["core.quotePath","false"],["core.fsync","none"],["fetch.unpackLimit","1"],["advice.detachedHead","false"]];if(r!==""){let l=Buffer.from(`x-access-token:${r}`).toString("base64");a.push([`http.${n.replace(/\/+$/,"")}/.extraHeader`,`Authorization: Basic ${l}`])}return{...Object.fromEntries(i),HOME:s,GIT_DIR:s,GIT_CONFIG_NOSYSTEM:"1",GIT_CONFIG_GLOBAL:"/dev/null",GIT_ATTR_NOSYSTEM:"1",GIT_TERMINAL_PROMPT:"0",GIT_NO_LAZY_FETCH:"1",GIT_LITERAL_PATHSPECS:"1",LC_ALL:"C",GIT_CONFIG_COUNT:String(a.length),...Object.fromEntries(a.flatMap(([l,u],d)=>[[`GIT_CONFIG_KEY_${d}`,l],[`GIT_CONFIG_VALUE_${d}`,u]]))}}var _=class extends Error{said;constructor(e,s){super(`git ${e} failed: ${s.trim().split(`
`).at(-1)??""}`),this.name="GitFailure",this.said=s}};function ft(t,e,{input:s="",settings:n={}}){let r=$n("git",[...e],{env:En(t,n),cwd:t.directory,stdio:["pipe","pipe","pipe"],timeout:t.timeout??6e5}),o="";r.stderr.setEncoding("utf8").on("data",a=>{o=(o+a).slice(-Rn)}),r.stdin.on("error",()=>{}).end(s);let i=new Promise((a,l)=>{r.on("error",u=>l(new N("git could not be started","install git 2.39 or newer on the runner",{cause:u}))),r.on("close",(u,d)=>{u===0?a(o):l(new _(e[0]??"",d===null?o:`${o}
stopped by ${d}`))})});return{child:r,ended:i}}async function gt(t,e,s={}){let{child:n,ended:r}=ft(t,e,s),o=[];return n.stdout.on("data",i=>o.push(i)),await r,Buffer.concat(o)}async function*ht(t,e,s={}){let{child:n,ended:r}=ft(t,e,s),o=!1;r.catch(()=>{});try{for await(let i of n.stdout)yield i;o=!0}finally{o||n.kill()}await r}function yt(t){return t.toString("utf8").split("\0").flatMap(e=>{let s=/^(\d{6}) \w+ ([0-9a-f]+) +(\d+|-)\t([\s\S]+)$/.exec(e);if(s===null)return[];let[,n="",r="",o="-",i=""]=s;return[{path:i,mode:n,oid:r,size:o==="-"?null:Number(o)}]})}var wt=253402300799,In=/^\u0001(\d+)$/,Pn=/^\n?:\d{6} \d{6} ([0-9a-f]+) ([0-9a-f]+) \w+$/,On=/^0+$/;function bt(t){let e={newest:0,paths:new Map},s=t.toString("utf8").split("\0"),n=0;for(let r=0;r<s.length;r+=1){let o=s[r]??"",i=In.exec(o);if(i!==null){n=Number(i[1]),e.newest||=n;continue}let a=Pn.exec(o);if(a===null)continue;r+=1;let l=s[r]??"",u=e.paths.get(l)??{times:[],contents:new Set};u.times.push(n);for(let d of a.slice(1))On.test(d)||u.contents.add(d);e.paths.set(l,u)}return e}function St({paths:t},e){let s=new Map;for(let[n,{times:r}]of t){let o=r.filter(a=>a>=e);if(o.length===0)continue;let i=o.reduce((a,l)=>Math.max(a,l));s.set(n,{commits:o.length,last:new Date(Math.min(i,wt)*1e3).toISOString()})}return s}function $t(t){let e=t.toString("utf8"),s=/^([0-9a-f]{40,64}) /.exec(e)?.[1],n=Number(/^author-time (\d+)$/m.exec(e)?.[1]??Number.NaN);return s===void 0||!(n<=wt)?null:{oid:s,date:new Date(n*1e3).toISOString()}}async function*Nt(t){let e=[],s=0,n=0,r=null;for await(let o of t){if(e.push(o),s+=o.length,s<n)continue;let i=Buffer.concat(e);for(;;)if(r===null){let a=i.indexOf(10);if(a<0)break;let l=/^([0-9a-f]+) \w+ (\d+)$/.exec(i.toString("latin1",0,a));i=i.subarray(a+1),l!==null&&(r={oid:l[1]??"",size:Number(l[2])})}else{if(i.length<r.size+1)break;yield{oid:r.oid,bytes:i.subarray(0,r.size)},i=i.subarray(r.size+1),r=null}e=[i],s=i.length,n=r===null?0:r.size+1}}var z="refs/steward/head",V=2e3,kn=[200,800,V],Rt=365*24*3600,Cn=300,Tn=/has only|no such path|unable to read|missing|not our ref|unadvertised/i;function An(t){if(t.includes(0))return null;try{return new TextDecoder("utf-8",{fatal:!0}).decode(t)}catch(e){if(e instanceof TypeError)return null;throw e}}var Y=class{#e;#n="";#i=null;#r=!1;#s=new Set;constructor(e){this.#e=e}async fetch({oid:e,branch:s,history:n}){if(!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(e))throw new Error(`not an object id: ${e}`);let{directory:r,serverUrl:o,repository:i}=this.#e;if(this.#n!==e){this.#n="";let a=`${o.replace(/\/+$/,"")}/${i}`;await pt({directory:r,url:a,format:e.length===64?"sha256":"sha1"}),await this.#d(e,s),this.#n=e,this.#r=!1,this.#s=new Set}n==="year"&&!this.#r&&(await this.#c(),this.#i=null,this.#r=!0)}async entries(){let e=yt(await this.#t(["ls-tree","-r","-z","--long","--full-tree",this.#o()]));return this.#s=new Set(e.map(({oid:s})=>s)),e}async texts(e){let s=new Map,n=[...new Set(e)].filter(o=>/^[0-9a-f]{40,64}$/.test(o));if(n.length===0)return s;let r=ht(this.#e,["cat-file","--batch"],{input:`${n.join(`
`)}
`});for await(let{oid:o,bytes:i}of Nt(r))s.set(o,An(i));return s}async churn(){if(!this.#r)return new Map;let e=await this.#l();return St(e,e.newest-Rt)}async blame(e,s){if(!this.#r||!Number.isSafeInteger(s)||s<1)return null;try{await this.#p(e);let n=`${s},${s}`,r=$t(await this.#t(["blame","--root","--porcelain","-L",n,this.#o(),"--",e]));return r===null||(await H(this.#e.directory)).has(r.oid)?null:r}catch(n){let r=n instanceof N?n.cause:n;if(r instanceof _&&Tn.test(r.said))return null;throw n}}#o(){if(this.#n==="")throw new Error("the worktree was read before it was fetched");return this.#n}#t(e,s){return gt(this.#e,e,s)}async#d(e,s){let n=["fetch","--quiet","--depth=1","--no-tags","--no-write-fetch-head","--no-auto-gc","origin"];try{await this.#t([...n,`+${e}:${z}`])}catch(r){if(!(r instanceof _)||!/not our ref|unadvertised|no such remote ref/i.test(r.said))throw this.#a(r);if(await this.#t([...n,`+refs/heads/${s}:${z}`]).catch(i=>{throw this.#a(i)}),(await this.#t(["rev-parse",z])).toString().trim()!==e)throw new N(`commit ${e.slice(0,7)} of ${this.#e.repository} is gone: ${s} moved while it was read`,"nothing to do: the next run reads the new head")}}async#c(){let{directory:e}=this.#e;for(let s of kn){await this.#u([`--depth=${s}`],[`+${this.#o()}:${z}`]);let n=await H(e);if(n.size===0||await this.#m(n))return}}async#m(e){let s=["rev-list","--timestamp",`--max-count=${V}`,this.#o(),"--"],n=(await this.#t(s)).toString("latin1").split(`
`).filter(Boolean),r=Number.parseInt(n[0]??"",10);return n.length>=V||!n.some(o=>Number.parseInt(o,10)>=r-Rt&&e.has(o.slice(o.indexOf(" ")+1)))}#l(){return this.#i??=H(this.#e.directory).then(async e=>{let s=["-z","--raw","--no-abbrev","--no-renames","--format=%x01%ct"],n=[...e].map(o=>`^${o}
`).join(""),r=["log",...s,`--max-count=${2*V}`,this.#o(),"--stdin"];return bt(await this.#t(r,{input:n}))}),this.#i}async#u(e,s){let n=["--quiet","--filter=blob:none","--no-tags","--no-write-fetch-head","--no-auto-gc"],r={"remote.origin.promisor":"true","remote.origin.partialclonefilter":"blob:none"},o=`${s.join(`
`)}
`;try{await this.#t(["fetch",...n,...e,"--stdin","origin"],{input:o,settings:r})}catch(i){throw this.#a(i)}}async#p(e){let{paths:s}=await this.#l(),r=[...s.get(e)?.contents??[]].slice(0,Cn).filter(o=>!this.#s.has(o));r.length!==0&&(await this.#u([],r),this.#s=new Set([...this.#s,...r]))}#a(e){if(!(e instanceof _))return e;let{repository:s,serverUrl:n}=this.#e;return/could not read Username|Authentication failed|\b40[13]\b|Repository not found|not found/i.test(e.said)?new N(`git may not read ${s} from ${n}`,"give the job `contents: read`, and check that the repository has this name",{cause:e}):new N(`git could not fetch ${s} from ${n}: ${e.message}`,"run again; if it lasts, check that the runner reaches the server",{cause:e})}};function vs({environment:t,values:e,nonce:s,directory:n,localConfig:r,fetch:o,timeout:i,...a}){let l=a.clock??oe(),u=e["github-token"],[d="",c=""]=t.repository.split("/"),m={owner:d,name:c},{apiUrl:p,graphqlUrl:f,serverUrl:h}=t,B=ie({token:u,apiUrl:p,graphqlUrl:f,clock:l,onDate:T=>l.answered(T),...o&&{fetch:o},...i!==void 0&&{timeout:i}}),Q=me({client:B,repository:m,branch:e.ledger}),te={settings:{repository:t.repository,serverUrl:h,configPath:r===null?e.config:".github/steward.yml",mode:e.mode,ledgerBranch:e.ledger,runUrl:t.runId===""?null:`${h}/${t.repository}/actions/runs/${t.runId}`,about:t.action===null?null:`${h}/${t.action}`},secrets:[u],reader:nt(B,m),writer:at({client:B,clock:l,repository:m}),ledger:{reader:Q,writer:Q},worktree:new Y({directory:n,serverUrl:h,token:u,repository:t.repository,environment:t.all}),inspector:dt(),clock:l,run:{id:t.runId===""?s:`${t.runId}-${t.runAttempt}`,token:`${t.runId}.${t.runAttempt}.${s}`},async markdown(T){let{renderMarkdown:O,markdownStyle:x}=await import("./page-2CK36KTV.js");return{bodyHtml:O(T,{repositoryUrl:`${h}/${t.repository}`}),css:x()}},async configure(T){let O=r??T;if(O===null)return fe;let{readConfiguration:x}=await import("./configuration-UQMYD2XI.js");return x(O,e.config)},rehearsed(T){let O=ct({ledger:Q,clock:l,author:()=>T,hasLabel:async x=>(await W(B,m).labels([x])).labels.get(x)!==null});return{...te,writer:O.writer,ledger:{reader:O.ledger,writer:O.ledger}}}};return te}function Bs({outputs:t,summary:e,report:s,page:n}){return{failed:s.failures.length>0,errors:s.failures.length>0?[G(s.failures.join(`
`))]:[],warnings:s.warnings.map(G),outputs:t,summary:e,...n!==void 0&&{page:n}}}function Fs(t){return{failed:!0,errors:[G(_n(t))],warnings:[],outputs:{},summary:""}}function _n(t){let e=vn(t)??t;return e instanceof F?e.message:e instanceof N?`${e.message}
${e.remedy}`:`This is a fault of Steward, not of your repository. Please report it.
${e instanceof Error?e.stack??e.message:String(e)}`}var xn={ENOSPC:"its disk is full",EDQUOT:"its disk quota is used up",EROFS:"its disk is read-only"};function vn(t){for(let e=t,s=0;e instanceof Error&&s<5;e=e.cause,s++){let n=e.code??(/No space left on device/i.test(e.message)&&"ENOSPC"),r=n?xn[n]:void 0;if(r)return new N(`The runner cannot keep files: ${r}.`,"Give it room (remove what earlier steps left, or take a larger runner). The next run goes on from here.",{cause:t})}return null}var Et="run this as a step of a GitHub Actions job, or set it as the runner would",It=/^[\w.-]{1,100}\/[\w.-]{1,100}$/;function Ms(t,e){let s=[],n=t.GITHUB_REPOSITORY??"";It.test(n)||s.push({fault:`GITHUB_REPOSITORY is ${n===""?"not set":"no owner/name"}`,remedy:Et});let r=(i,a)=>{let l=t[i]??a;return/^https?:\/\/[^\s@]+$/.test(l)||s.push({fault:`${i} is no address`,remedy:Et}),l.replace(/\/$/,"")},o={repository:n,apiUrl:r("GITHUB_API_URL","https://api.github.com"),graphqlUrl:r("GITHUB_GRAPHQL_URL","https://api.github.com/graphql"),serverUrl:r("GITHUB_SERVER_URL","https://github.com"),runId:/^\d{1,20}$/.test(t.GITHUB_RUN_ID??"")?t.GITHUB_RUN_ID??"":"",action:It.test(t.GITHUB_ACTION_REPOSITORY??"")?t.GITHUB_ACTION_REPOSITORY??"":null,runAttempt:/^\d{1,5}$/.test(t.GITHUB_RUN_ATTEMPT??"")?t.GITHUB_RUN_ATTEMPT??"":"1",temporary:t.RUNNER_TEMP??e,all:t};if(s.length>0)throw new F("The environment needs attention:",s);return o}export{G as a,Y as b,vs as c,Bs as d,Fs as e,Ms as f};
