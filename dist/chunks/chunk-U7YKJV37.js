import{a as ue}from"./chunk-GUVD23J4.js";import{a as oe,b as ie,c as de,d as me}from"./chunk-FK7DB4ZS.js";import{a as C,b as v,c as L,d as le}from"./chunk-C2IA6L7A.js";import{b as h,c as w,d as ae,e as S}from"./chunk-QQQEQYRA.js";import{c as fe}from"./chunk-WHS5H3BH.js";import{a as ne,b as re,e as se,f as ce}from"./chunk-QOAETUBR.js";import{a as $,b as B}from"./chunk-YKMDEQXI.js";import{l as pe}from"./chunk-J4QKN6JJ.js";import{b as N,c as T,d as K,e as E,f as I,g as b,h as y}from"./chunk-FT46FRM2.js";import{a as x}from"./chunk-6NC6HJCH.js";function F(t){return ne(se(t).text).text.replace(/^([^\S\n]*)::/gm,"$1%3A%3A").replaceAll("##[","##%5B")}var ge=`
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
}`},St="... on Issue { id } ... on PullRequest { id }";function Ee(t,e){let r=Array.from({length:e},(n,s)=>s);return`
query Ids($owner: String!, $name: String!${r.map(n=>`, $l${n}: String!`).join("")}) {
  repository(owner: $owner, name: $name) {
    id
    ${t.map(n=>`i${n}: issueOrPullRequest(number: ${n}) { ${St} }`).join(`
    `)}
    ${r.map(n=>`l${n}: label(name: $l${n}) { id }`).join(`
    `)}
  }
}`}function W(t,e){let r=new Map,n=new Map,s=null,o=async(i,a)=>{let u=Object.fromEntries(a.map((f,g)=>[`l${g}`,f])),l=await t.query(Ee(i,a.length),{...e,...u}),d=l.kind==="answered"||l.kind==="partial"?l.data.repository:null,c=l.kind==="partial"?l.faults:[],m=c.every(f=>f.type==="NOT_FOUND"&&f.path.length===2),p={repository:S(e),doing:"read issues",permission:"issues: read"};if(l.kind!=="answered"&&(!d||!m))throw h(l,p);if(!d?.id)throw w(p);s=d.id;for(let f of i){let g=Ie(d[`i${f}`]);if(g!==null)r.set(f,g);else if(!c.some(({path:R})=>R[1]===`i${f}`))throw w(p)}a.forEach((f,g)=>{let R=Ie(d[`l${g}`]);R!==null&&n.set(f,R)})};return{async issue(i){return!Number.isSafeInteger(i)||i<1?null:(r.has(i)||await o([i],[]),r.get(i)??null)},async labels(i){let a=i.filter(u=>!n.has(u));if((s===null||a.length>0)&&await o([],a),s===null)throw new Error(`the id of ${S(e)} is not known`);return{repository:s,labels:new Map(i.map(u=>[u,n.get(u)??null]))}},rememberIssue:(i,a)=>{r.set(i,a)},rememberLabel:(i,a)=>{n.set(i,a)}}}var Ie=t=>t!==null&&typeof t=="object"?t.id:null;var O="pageInfo { hasNextPage endCursor }",Pe=`
query OlderIssues($owner: String!, $name: String!, $cursor: String!) {
  repository(owner: $owner, name: $name) {
    page: issues(first: 50, after: $cursor, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...IssueStub } ${O}
    }
  }
}
${C}`,Oe=`
query OlderPulls($owner: String!, $name: String!, $cursor: String!) {
  repository(owner: $owner, name: $name) {
    page: pullRequests(first: 50, after: $cursor, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...PullStub ...PullFacts } ${O}
    }
  }
}
${v}
${L}`,$t="{ field: CREATED_AT, direction: ASC }",ke=`
query AllOpenPulls($owner: String!, $name: String!, $cursor: String) {
  repository(owner: $owner, name: $name) {
    page: pullRequests(first: 50, after: $cursor, states: [OPEN], orderBy: ${$t}) {
      nodes { ...PullStub ...PullFacts } ${O}
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
      nodes { ...IssueStub id body } ${O}
    }
  }
}
${C}`,Q="orderBy: { field: CREATED_AT, direction: DESC }",Te=`
query Titles(
  $owner: String!, $name: String!,
  $withOpen: Boolean!, $withClosed: Boolean!, $withPulls: Boolean!,
  $open: String, $closed: String, $pulls: String
) {
  repository(owner: $owner, name: $name) {
    open: issues(first: 100, after: $open, states: [OPEN], ${Q}) @include(if: $withOpen) {
      nodes { ...IssueStub } ${O}
    }
    closed: issues(first: 100, after: $closed, states: [CLOSED], ${Q}) @include(if: $withClosed) {
      nodes { ...IssueStub } ${O}
    }
    pulls: pullRequests(first: 100, after: $pulls, states: [OPEN], ${Q}) @include(if: $withPulls) {
      nodes { ...PullStub } ${O}
    }
  }
}
${C}
${v}`,Ae=t=>`
query Details($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${t.map(e=>`i${e}: issue(number: ${e}) { ...IssueStub id body }`).join(`
    `)}
  }
}
${C}`,Re=`
comments(first: 100, after: $cursor) { nodes { id author { __typename login } body createdAt updatedAt } ${O} }`,_e=`
query Comments($owner: String!, $name: String!, $number: Int!, $cursor: String) {
  repository(owner: $owner, name: $name) {
    place: issueOrPullRequest(number: $number) {
      ... on Issue { ${Re} }
      ... on PullRequest { ${Re} }
    }
  }
}`;var ve=t=>({repository:S(t),doing:"read comments",permission:"issues: read"});async function Le(t,e,{number:r,since:n}){if(r===null)return Rt(t,e,n);let s=await Nt(t,e,r);return n===null?s:s.filter(({updatedAt:o})=>Date.parse(o)>=Date.parse(n))}async function Nt(t,e,r){let n=ve(e),s=[];for(let o=null;;){let i=await t.query(_e,{...e,number:r,cursor:o});if(i.kind==="partial"&&Et(i.faults))return[];if(i.kind!=="answered")throw h(i,n);let a=i.data.repository?.place?.comments;if(!b(a))throw w(n);if(s.push(...E(a,u=>It(u,r)).nodes),o=I(a),o===null)return s}}var Et=t=>t.every(({type:e,path:r})=>e==="NOT_FOUND"&&r.join()==="repository,place"),It=({id:t,author:e,body:r,createdAt:n,updatedAt:s},o)=>({id:t,number:o,author:N(e),body:x(r),createdAt:n,updatedAt:s}),xe=100;async function Rt(t,e,r){let{owner:n,name:s}=e,o=ve(e),i=[];for(let a=1;;a++){let u=await t.rest("GET /repos/{owner}/{repo}/issues/comments",{owner:n,repo:s,sort:"created",direction:"asc",per_page:xe,page:a,...r!==null&&{since:r}});if(u.kind!=="answered")throw h(u,o);if(!Array.isArray(u.data))throw w(o);if(i.push(...u.data.map(Pt)),u.data.length<xe)return i}}function Pt({node_id:t,issue_url:e,user:r,body:n="",created_at:s,updated_at:o}){return{id:t,number:Number(/\/(\d+)$/.exec(e)?.[1]??0),author:N(r&&{__typename:r.type,login:r.login}),body:x(n),createdAt:s,updatedAt:o}}var De=`
query Edits($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    issue(number: $number) {
      userContentEdits(first: 50) {
        nodes { id editedAt editor { __typename login } diff }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;async function Ue(t,e,r){let n={repository:S(e),doing:"read the edits of issues",permission:"issues: read"},s=await t.query(De,{...e,number:r});if(s.kind!=="answered")throw h(s,n);let o=s.data.repository?.issue?.userContentEdits;if(o===null)return[];if(!b(o))throw w(n);return y(o).reverse().map(({id:i,editedAt:a,editor:u,diff:l})=>({id:i,at:a,editor:N(u),text:l??""}))}var Ot=/^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i;async function Be(t,e,r){if(!Ot.test(r))return null;let n=await t.rest("GET /repos/{owner}/{repo}/collaborators/{username}/permission",{owner:e.owner,repo:e.name,username:r});if(n.kind!=="answered")return null;let{permission:s,role_name:o,user:i}=n.data;return typeof i?.login!="string"||i.login.toLowerCase()!==r.toLowerCase()?null:o==="maintain"||o==="triage"?o:typeof s=="string"?s:null}var Fe=`
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
${C}
${v}
${L}
${le}`;var D=t=>({...T("pull",t),pull:kt(t)}),kt=t=>({head:t.headRefOid,branch:t.headRefName,closes:y(t.closingIssuesReferences).map(({number:e})=>e),merged:t.merged,state:J(t)});function J(t){return[t.headRefOid,t.isDraft?"draft":"ready",t.reviewDecision??"unreviewed",t.mergeable==="CONFLICTING"?"conflicting":"mergeable",y(t.commits)[0]?.commit.statusCheckRollup?.state??"unchecked"].join(" ")}function Ge({viewer:t,repository:e,deployed:r},n){if(!b(e?.issues)||!b(e.pullRequests)||!b(e.stewardPulls)||e.ledger&&!e.ledger.target)return null;let s=e.defaultBranchRef?.target??null,o=e.ledger?.target?de(e.ledger.target):null;return{now:n.now,repository:{id:e.id,name:e.nameWithOwner,url:e.url,private:e.isPrivate,archived:e.isArchived,hasIssues:e.hasIssuesEnabled,branch:e.defaultBranchRef?.name??null},viewer:Ct(t),head:s&&Tt(s,n.unseen),issues:E(e.issues,i=>T("issue",i)),pulls:E(e.pullRequests,D),stewardPulls:Object.fromEntries(y(e.stewardPulls).map(i=>[String(i.number),J(i)])),deployments:n.unseen.has("deployments")?{}:_t(y(r?.deployments),n.branch),pinned:y(e.pinnedIssues).map(i=>i.issue.number),goals:We(s?.goals??null,n.goalsPath),configuration:We(s?.configuration??null,n.configPath),ledger:o}}var Ct=t=>t.login.endsWith("[bot]")?t.login:N(t);function Tt({oid:t,committedDate:e,checkSuites:r},n){let s=b(r)&&!n.has("checkSuites");return{oid:t,committedAt:e,suites:s?y(r).map(At):null}}function At({app:t,status:e,conclusion:r,workflowRun:n}){let s=n&&{workflow:n.workflow.name,path:n.file?.path??"",event:n.event,url:n.url};return{app:t?.slug??"",status:e,conclusion:r,run:s}}function _t(t,e){let r=new Map;for(let{environment:n,state:s,commitOid:o,ref:i,latestStatus:a}of t)n===null||i?.name===e||r.has(n)||r.set(n,`${a?.state??s??"PENDING"} ${o}`);return Object.fromEntries(r)}function We(t,e){if(t?.object?.isTruncated)throw new $(`${e} is too large to be read whole.`,"Keep it under 500 kB.");return t?.object?.text??null}async function qe(t,e,r){let{branch:n,configPath:s,goalsPath:o}=r,i=S(e),a=await t.query(Fe,{...e,ledger:`refs/heads/${n}`,configPath:s,goalsPath:o});if(a.kind!=="answered"&&a.kind!=="partial")throw h(a,Z([],i));let u=a.kind==="partial"?a.faults:[],l=u.filter(m=>!Lt(m));if(l.length>0)throw h({kind:"partial",faults:l,data:null},Z(l,i));let d=new Set(u.flatMap(G)),c=Ge(a.data,{now:a.at,unseen:d,...r});if(!c)throw w(Z([],i));return c}var xt=["rateLimit","checkSuites","statusCheckRollup","deployments","pinnedIssues"],vt=["configuration","goals","state"],G=t=>t.path.filter(e=>typeof e=="string");function Lt(t){return t.type==="FORBIDDEN"?G(t).some(e=>xt.includes(e)):t.type==="NOT_FOUND"&&vt.includes(G(t).at(-1)??"")}var Me={issues:{doing:"read issues",permission:"issues: read"},pullRequests:{doing:"read pull requests",permission:"pull-requests: read"},stewardPulls:{doing:"read pull requests",permission:"pull-requests: read"},ledger:{doing:"read the state branch",permission:"contents: read"}};function Z(t,e){let r=t.flatMap(G).find(n=>n in Me);return{repository:e,...Me[r??""]??{doing:"read the repository",permission:"contents: read"}}}var je=`
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
}`;var M=t=>({repository:S(t),doing:"read pull requests",permission:"pull-requests: read"}),Dt=["checkSuites","status"],Ut=({type:t,path:e})=>t==="FORBIDDEN"&&e.some(r=>typeof r=="string"&&Dt.includes(r));async function Ve(t,e,r){let n=M(e),s=await t.query(je,{...e,number:r}),o=s.kind==="partial"?s.faults:[];if(o.some(({type:m,path:p})=>m==="NOT_FOUND"&&p.join()==="repository,pull"))return null;let i=o.filter(m=>!Ut(m));if(s.kind==="partial"&&i.length>0)throw h({...s,faults:i},n);if(s.kind!=="answered"&&s.kind!=="partial")throw h(s,n);let a=s.data.repository?.pull;if(!a)throw w(n);let u=y(a.commits)[0]?.commit,l=new Set(o.flatMap(({path:m})=>m)),d=u?.oid===a.headRefOid?u:void 0,c=await qt(t,e,a);return{...Bt(a),headAt:u?.committedDate??"",...Gt(d,l),files:c}}function Bt(t){return{number:t.number,title:x(t.title),body:x(t.body),url:t.url,author:N(t.author),state:t.merged?"merged":t.state==="OPEN"?"open":"closed",draft:t.isDraft,head:t.headRefOid,branch:t.headRefName,base:t.baseRefName,fork:t.isCrossRepository,mergeable:Ft[t.mergeable]??"unknown",decision:t.reviewDecision,labels:y(t.labels).map(({name:e})=>e),closes:y(t.closingIssuesReferences).map(e=>e.number),size:{additions:t.additions,deletions:t.deletions,files:t.changedFiles},threads:Wt(t)}}var Ft={MERGEABLE:"yes",CONFLICTING:"conflicting"};function Wt({reviewThreads:t,url:e}){return!b(t)||I(t)!==null?null:y(t).map(({isResolved:r,path:n,line:s,comments:o})=>({url:y(o)[0]?.url??e,path:n,line:s,resolved:r}))}function Gt(t,e){let r=e.has("checkSuites")?null:t?.checkSuites,n=b(r)&&I(r)===null?y(r):null,s=n?.every(({checkRuns:i})=>b(i)&&I(i)===null),o=t&&!e.has("status")?t.status?.contexts??[]:null;return{suites:n&&s?n.map(Mt):null,statuses:o?.map(({context:i,state:a,targetUrl:u})=>({context:i,state:a,url:u}))??null}}function Mt({app:t,status:e,conclusion:r,createdAt:n,workflowRun:s,checkRuns:o}){let i=s&&{workflow:s.workflow.name,path:s.file?.path??"",event:s.event,url:s.url};return{app:t?.slug??"",status:e,conclusion:r,createdAt:n,run:i,checks:y(o)}}var X=100,ze=3;async function qt(t,e,{number:r,headRefOid:n,changedFiles:s}){if(s>X*ze)return null;let{owner:o,name:i}=e,a=[];for(let l=1;l<=ze&&a.length<s;l++){let d=await t.rest("GET /repos/{owner}/{repo}/pulls/{pull_number}/files",{owner:o,repo:i,pull_number:r,per_page:X,page:l});if(d.kind!=="answered")throw h(d,M(e));if(!Array.isArray(d.data))throw w(M(e));if(a.push(...d.data),d.data.length<X)break}return a.some(l=>l.blob_url!==null&&!l.blob_url.includes(n))||a.length!==s?null:a.map(Ht)}var jt={added:"added",copied:"added",removed:"removed",renamed:"renamed"},Ht=({filename:t,previous_filename:e,status:r,additions:n,deletions:s,patch:o})=>({path:t,before:e??null,status:jt[r]??"modified",additions:n,deletions:s,patch:o??null});async function Ye(t,e,r){let n={...M(e),doing:"read workflows",permission:"contents: read"},s={folder:`${r}:.github/workflows`,manifest:`${r}:package.json`,makefile:`${r}:Makefile`},o=await t.query(He,{...e,...s});if(o.kind!=="answered")throw h(o,n);if(!o.data.repository)throw w(n);let{folder:i,manifest:a,makefile:u}=o.data.repository,d=[...(i?.entries??[]).filter(({name:c,type:m})=>m==="blob"&&/\.ya?ml$/i.test(c)).map(({name:c,object:m})=>ee(`.github/workflows/${c}`,m)),...a?[ee("package.json",a)]:[],...u?[ee("Makefile",u)]:[]];return d.includes(null)?null:d.filter(c=>c!==null)}var ee=(t,e)=>!e||e.isTruncated||typeof e.text!="string"?null:{path:t,text:e.text};var Ke=50,Qe=1e3,zt=200,Vt=1e3;function Je(t,e){let{owner:r,name:n}=e,s=`${r}/${n}`,o={repository:s,doing:"read issues",permission:"issues: read"},i={repository:s,doing:"read pull requests",permission:"pull-requests: read"},a=async(l,d,c)=>{let m=await t.query(l,{owner:r,name:n,...d});if(m.kind!=="answered")throw h(m,c);let p=m.data.repository?.page;if(!b(p))throw w(c);return p},u=async()=>(await import("./remote-VC526VZQ.js")).createRemoteReader(t,e);return{overview:l=>qe(t,e,l),async older(l,d){return l==="issue"?E(await a(Pe,{cursor:d},o),c=>T(l,c)):E(await a(Oe,{cursor:d},i),D)},async details(l){let d=[],c=[...new Set(l)].filter(m=>Number.isSafeInteger(m)&&m>0);for(let m=0;m<c.length;m+=Ke){let p=c.slice(m,m+Ke),f=await ue(t,e,p,Ae);d.push(...f.map(K))}return d},async listing(l){let d=[];for(let c=null;;){let m=await a(Ce,{cursor:c,since:l},o);if(d.push(...E(m,K).nodes),c=I(m),c===null)return d}},handled:async l=>(await import("./handled-TNVIFFQW.js")).readHandled(t,e,l),edits:l=>Ue(t,e,l),role:l=>Be(t,e,l),async openPulls(){let l=[];for(let d=null;;){let c=await a(ke,{cursor:d},i);if(l.push(...E(c,D).nodes),d=I(c),d===null||l.length>=Vt)return l}},pull:l=>Ve(t,e,l),workflows:l=>Ye(t,e,l),titles:()=>Yt(t,e),relations:async l=>(await import("./relations-BMHLCEHZ.js")).readRelations(t,e,l),remote:{runs:async(l,d)=>(await u()).runs(l,d),pulls:async()=>(await u()).pulls(),issues:async()=>(await u()).issues(),dependencyAlerts:async l=>(await u()).dependencyAlerts(l),codeAlerts:async l=>(await u()).codeAlerts(l)},comments:l=>Le(t,e,l),usage:()=>t.usage()}}async function Yt(t,{owner:e,name:r}){let n={repository:`${e}/${r}`,doing:"read issues",permission:"issues: read"},s={open:{limit:Qe,found:[],cursor:null,more:!0},closed:{limit:zt,found:[],cursor:null,more:!0},pulls:{limit:Qe,found:[],cursor:null,more:!0}},{open:o,closed:i,pulls:a}=s;for(;o.more||i.more||a.more;){let u=await t.query(Te,{owner:e,name:r,open:o.cursor,closed:i.cursor,pulls:a.cursor,withOpen:o.more,withClosed:i.more,withPulls:a.more});if(u.kind!=="answered")throw h(u,n);for(let[l,d]of Object.entries(s)){if(!d.more)continue;let c=u.data.repository?.[l];if(!b(c))throw w(n);d.found.push(...E(c,m=>T(l==="pulls"?"pull":"issue",m)).nodes),d.cursor=I(c),d.more=d.cursor!==null&&d.found.length<d.limit}}return[...o.found,...a.found,...i.found]}var Kt=/could not resolve to a node/i;function Xe(t,e){return{async createComment({number:r,body:n}){let s=await t.issue(r);return s===null?{kind:"refused",reason:`there is no issue or pull request #${r}`,gone:!0}:e.mutate($e,{input:{subjectId:s,body:n}},"comment",({addComment:o})=>Ze(o?.commentEdge?.node,o?.subject))},async updateComment({on:r,comment:n,body:s}){let o=await e.mutate(Ne[r],{input:{id:n,body:s}},"edit comments",({updateIssueComment:i})=>Ze(i?.issueComment,i?.issueComment?.place));return o.kind==="refused"&&Kt.test(o.reason)?{...o,gone:!0}:o}}}function Ze(t,e){return!t||e?.number===void 0||e.updatedAt===void 0?null:{number:e.number,updatedAt:e.updatedAt,comment:t.id}}var Qt=({limit:t,wait:e})=>e??(t==="primary"?36e5:3e5);function et(t,e){switch(t.kind){case"answered":{let r=e(t.data);return r!==null?{kind:"done",value:r}:{kind:"ambiguous",reason:"the answer does not show what was written"}}case"partial":{let r=e(t.data);if(r!==null)return{kind:"done",value:r};let n=t.faults.map(s=>s.message).join("; ");return{kind:t.faults.some(({path:s})=>s.length>1)?"ambiguous":"refused",reason:n}}case"refused":return{kind:"refused",reason:t.message};case"limited":return{kind:"refused",reason:`GitHub's ${t.limit} rate limit: ${t.message}`,retryAfter:Qt(t)};case"ambiguous":return{kind:"ambiguous",reason:t.message}}}var Jt=1e3;function tt({client:t,clock:e,repository:r}){let n=null,s=async i=>{let a=n===null?0:n+Jt-e.elapsed();a>0&&await e.sleep(a);try{return await i()}finally{n=e.elapsed()}},o=(i,a,u)=>{let l=et(i,u);if(l.kind!=="refused")return l;let d={repository:S(r),doing:a,permission:"issues: write"},c=Zt(i),m=c&&ae(c,d);return m?{...l,reason:`${m.message} ${m.remedy}`}:l};return{spaced:s,resultOf:o,async mutate(i,a,u,l){return o(await s(()=>t.mutate(i,{...a})),u,l)}}}function Zt(t){if(t.kind==="refused")return t;let e=t.kind==="partial"?t.faults[0]:void 0;return e?{type:e.type??"",message:e.message}:null}function Xt(t){let e=t?.nodes?.[1]??null;return{id:e?.id??"",editor:N(e?.editor)}}function nt(t){let{client:e,repository:r}=t,n=W(e,r),s=tt(t),o=(a,u,l)=>s.mutate(a,u,l,d=>{let c=Object.values(d).map(R=>R?.issue),m=c.at(-1);if(!m||c.includes(null)||c.includes(void 0))return null;n.rememberIssue(m.number,m.id);let{number:p,updatedAt:f,userContentEdits:g}=m;return{number:p,updatedAt:f,...g!==void 0&&{previous:Xt(g)}}}),i=async(a,u)=>{let l=await n.issue(a);return l===null?{kind:"refused",reason:`there is no issue #${a}`,gone:!0}:u(l)};return{...Xe(n,s),async createIssue({title:a,body:u,labels:l}){let d=await n.labels(l),c=l.filter(f=>d.labels.get(f)===null);if(c.length>0)return{kind:"refused",reason:`there is no label ${c.join(", ")}`};let m=l.map(f=>d.labels.get(f)),p={repositoryId:d.repository,title:a,body:u,labelIds:m};return o(ge,{input:p},"open issues")},updateIssue:({number:a,body:u})=>i(a,l=>o(he,{input:{id:l,body:u}},"edit issues")),closeIssue:({number:a,duplicateOf:u,body:l})=>i(a,async d=>{let c=u===null?null:await n.issue(u),p={body:{id:d,body:l},close:{issueId:d,...c===null?{stateReason:"NOT_PLANNED"}:{stateReason:"DUPLICATE",duplicateIssueId:c}}};return o(we,p,"close issues")}),pinIssue:({number:a})=>i(a,u=>o(be,{input:{issueId:u}},"pin issues")),linkIssue:async({number:a,blockedBy:u})=>{let[l,d]=[await n.issue(a),await n.issue(u)],c=l===null?a:u;if(l===null||d===null)return{kind:"refused",reason:`there is no issue #${c}`,gone:!0};let m={input:{issueId:l,blockingIssueId:d}},p=await s.spaced(()=>e.mutate(Se,m));return p.kind==="refused"&&/already/i.test(p.message)?{kind:"done",value:{made:!1}}:s.resultOf(p,"link issues",({addBlockedBy:f})=>!f?.issue||!f.blockingIssue?null:{made:!0,issue:f.issue,blocker:f.blockingIssue})},async setLabels({number:a,add:u,remove:l}){let d=await n.labels([...u,...l]),c=g=>g.flatMap(R=>d.labels.get(R)??[]),m=u.filter(g=>d.labels.get(g)===null).join(", ");if(m!=="")return{kind:"refused",reason:`there is no label ${m}`};let[p,f]=[c(u),c(l)];return i(a,g=>o(ye,{add:{labelableId:g,labelIds:p},remove:{labelableId:g,labelIds:f},adds:p.length>0,removes:f.length>0},"set labels"))},async createLabel(a){if((await n.labels([a.name])).labels.get(a.name)!==null)return{kind:"done",value:{made:!1}};let u="POST /repos/{owner}/{repo}/labels",{owner:l,name:d}=r,c=await s.spaced(()=>e.rest(u,{owner:l,repo:d,...a}));return c.kind==="refused"&&/already_exists/.test(c.message)?{kind:"done",value:{made:!1}}:s.resultOf(c,"create labels",({name:m,node_id:p})=>(p&&n.rememberLabel(m,p),{made:!0}))}}}var en=262144,tn=1e4,rt=32768,nn=2048,st="not inspected",rn=t=>`${t.replace(/^.*secretlint-rule-/,"").replace(/[^a-z0-9-]/gi,"")} secret`;function ot(t={}){let e=t.most??en,r=t.patience??tn,n;return{async inspect(s){if(s.length===0)return[];n??=import("./secret-rules-HRD2QXMI.js").then(({lint:a})=>a);let o=await n,i=[];for(let{id:a,text:u}of s){let l=await sn(o,u.slice(0,e),r);u.length>e&&l.push({start:e,end:u.length,what:st}),i.push(...l.map(d=>({id:a,...d})))}return i}}}async function sn(t,e,r){let n=re(e),s=(a,u)=>({start:n.at[a]??0,end:(n.at[u-1]??0)+1}),o=performance.now(),i=new Map;for(let a=0;a<n.text.length;a+=rt-nn){if(performance.now()-o>=r){let u={...s(a,n.text.length),what:st};return[...i.values(),u]}for(let{range:u,ruleId:l}of await t(n.text.slice(a,a+rt))){let[d,c]=u;if(c<=d)continue;let m={...s(a+d,a+c),what:rn(l)};i.set(`${m.start}-${m.end}`,m)}}return[...i.values()]}function it({ledger:t,clock:e,author:r,hasLabel:n}){let s=[],o=i=>{s.push(i)};return{noted:s,writer:on({clock:e,hasLabel:n,note:o}),ledger:an(t,r,o)}}function on({clock:t,hasLabel:e,note:r}){let n=0,s=o=>({kind:"done",value:{number:o,updatedAt:t.now()}});return{async createIssue({title:o,body:i,labels:a}){return n-=1,r({kind:"create-issue",number:n,title:o,body:i,labels:a}),s(n)},async updateIssue(o){return r({kind:"update-issue",...o}),s(o.number)},async closeIssue(o){return r({kind:"close-issue",...o}),s(o.number)},async pinIssue(o){return r({kind:"pin-issue",...o}),s(o.number)},async linkIssue(o){r({kind:"link-issue",...o});let i=a=>({number:a,updatedAt:t.now()});return{kind:"done",value:{made:!0,issue:i(o.number),blocker:i(o.blockedBy)}}},async setLabels(o){return r({kind:"set-labels",...o}),s(o.number)},async createComment(o){n-=1,r({kind:"create-comment",...o});let{number:i}=o;return{kind:"done",value:{number:i,updatedAt:t.now(),comment:`rehearsed ${-n}`}}},async updateComment({number:o,comment:i,body:a}){return r({kind:"update-comment",number:o,comment:i,body:a}),{kind:"done",value:{number:o,updatedAt:t.now(),comment:i}}},async createLabel(o){return await e(o.name)?{kind:"done",value:{made:!1}}:(r({kind:"create-label",...o}),{kind:"done",value:{made:!0}})}}}function an(t,e,r){let n=[],s=async()=>{let{raw:i,at:a}=await t.head();return{raw:n.at(-1)?.raw??i,at:a}},o=(i,a)=>{let u=n.at(-1),l=new Map([...u?.files??[],...Object.entries(i.additions)]);for(let f of i.deletions)l.set(f,null);let d=l.get("state.json")??null,c=`${i.headline}

${i.body}`,m=pe(`rehearsal
${a}
${c}
${d}`,40),p={oid:m,parent:a,message:c,author:e(),signed:null,text:d,truncated:!1};return n.push({raw:p,files:l,base:u?u.base:a}),{kind:"committed",oid:m}};return{head:s,async files(i,a){let u=n.find(({raw:c})=>c.oid===i);if(!u)return t.files(i,a);let l=a.filter(c=>!u.files.has(c)),d=u.base===null||l.length===0?new Map:await t.files(u.base,l);return new Map(a.map(c=>[c,u.files.get(c)??d.get(c)??null]))},async eventFiles(i,a){let u=n.find(({raw:m})=>m.oid===i);if(!u)return t.eventFiles(i,a);let l=u.base===null?[]:await t.eventFiles(u.base,a),d=a.map(m=>`${ce(m)}/`),c=[...u.files.keys()].filter(m=>d.some(p=>m.startsWith(p)));return[...new Set([...l,...c])].sort()},async messages(i){let a=n.map(({raw:l})=>l.message).reverse(),u=i-a.length;return u>0?[...a,...await t.messages(u)]:a.slice(0,i)},async begin(i){return(await s()).raw!==null?{kind:"stale"}:(r({kind:"begin",paths:Object.keys(i)}),o({headline:"Begin [skip ci]",body:"",additions:i,deletions:[]},null))},async commit({expected:i,...a}){return(await s()).raw?.oid!==i?{kind:"stale"}:(r({kind:"commit",headline:a.headline,paths:Object.keys(a.additions)}),o(a,i))}}}import{mkdir as ln,readFile as un,writeFile as at}from"node:fs/promises";import{join as q}from"node:path";async function lt({directory:t,url:e,format:r}){for(let n of["objects","refs"])await ln(q(t,n),{recursive:!0});await at(q(t,"HEAD"),`ref: refs/heads/main
`),await at(q(t,"config"),dn(e,r))}function dn(t,e){if(/[\0\r\n]/.test(t))throw new Error("the address of a remote has one line");return`${["[core]",`	repositoryformatversion = ${e==="sha1"?0:1}`,"	bare = true",...e==="sha1"?[]:["[extensions]","	objectformat = sha256"],'[remote "origin"]',`	url = "${t.replace(/["\\]/g,"\\$&")}"`].join(`
`)}
`}async function j(t){try{let e=await un(q(t,"shallow"),"utf8");return new Set(e.split(`
`).filter(Boolean))}catch(e){if(e.code==="ENOENT")return new Set;throw e}}import{spawn as cn}from"node:child_process";var mn=/^(?:PATH|TMPDIR|TEMP|TMP|SYSTEMROOT|(?:https?|all|no)_proxy|SSL_CERT_(?:FILE|DIR)|GIT_SSL_CAINFO|CURL_CA_BUNDLE)$/i,pn=4e3;function fn(t,e){let{directory:r,serverUrl:n,token:s,environment:o}=t,i=Object.entries(o).filter(([u,l])=>mn.test(u)&&l!==void 0),a=[...Object.entries(e),["protocol.version","2"],["credential.helper",""],["core.hooksPath","/dev/null"],["gc.auto","0"],["maintenance.auto","false"],["core.quotePath","false"],["core.fsync","none"],["fetch.unpackLimit","1"],["advice.detachedHead","false"]];if(s!==""){let u=Buffer.from(`x-access-token:${s}`).toString("base64");a.push([`http.${n.replace(/\/+$/,"")}/.extraHeader`,`Authorization: Basic ${u}`])}return{...Object.fromEntries(i),HOME:r,GIT_DIR:r,GIT_CONFIG_NOSYSTEM:"1",GIT_CONFIG_GLOBAL:"/dev/null",GIT_ATTR_NOSYSTEM:"1",GIT_TERMINAL_PROMPT:"0",GIT_NO_LAZY_FETCH:"1",GIT_LITERAL_PATHSPECS:"1",LC_ALL:"C",GIT_CONFIG_COUNT:String(a.length),...Object.fromEntries(a.flatMap(([u,l],d)=>[[`GIT_CONFIG_KEY_${d}`,u],[`GIT_CONFIG_VALUE_${d}`,l]]))}}var A=class extends Error{said;constructor(e,r){super(`git ${e} failed: ${r.trim().split(`
`).at(-1)??""}`),this.name="GitFailure",this.said=r}};function ut(t,e,{input:r="",settings:n={}}){let s=cn("git",[...e],{env:fn(t,n),cwd:t.directory,stdio:["pipe","pipe","pipe"],timeout:t.timeout??6e5}),o="";s.stderr.setEncoding("utf8").on("data",a=>{o=(o+a).slice(-pn)}),s.stdin.on("error",()=>{}).end(r);let i=new Promise((a,u)=>{s.on("error",l=>u(new $("git could not be started","install git 2.39 or newer on the runner",{cause:l}))),s.on("close",(l,d)=>{l===0?a(o):u(new A(e[0]??"",d===null?o:`${o}
stopped by ${d}`))})});return{child:s,ended:i}}async function dt(t,e,r={}){let{child:n,ended:s}=ut(t,e,r),o=[];return n.stdout.on("data",i=>o.push(i)),await s,Buffer.concat(o)}async function*ct(t,e,r={}){let{child:n,ended:s}=ut(t,e,r),o=!1;s.catch(()=>{});try{for await(let i of n.stdout)yield i;o=!0}finally{o||n.kill()}await s}function mt(t){return t.toString("utf8").split("\0").flatMap(e=>{let r=/^(\d{6}) \w+ ([0-9a-f]+) +(\d+|-)\t([\s\S]+)$/.exec(e);if(r===null)return[];let[,n="",s="",o="-",i=""]=r;return[{path:i,mode:n,oid:s,size:o==="-"?null:Number(o)}]})}var pt=253402300799,gn=/^\u0001(\d+)$/,hn=/^\n?:\d{6} \d{6} ([0-9a-f]+) ([0-9a-f]+) \w+$/,yn=/^0+$/;function ft(t){let e={newest:0,paths:new Map},r=t.toString("utf8").split("\0"),n=0;for(let s=0;s<r.length;s+=1){let o=r[s]??"",i=gn.exec(o);if(i!==null){n=Number(i[1]),e.newest||=n;continue}let a=hn.exec(o);if(a===null)continue;s+=1;let u=r[s]??"",l=e.paths.get(u)??{times:[],contents:new Set};l.times.push(n);for(let d of a.slice(1))yn.test(d)||l.contents.add(d);e.paths.set(u,l)}return e}function gt({paths:t},e){let r=new Map;for(let[n,{times:s}]of t){let o=s.filter(a=>a>=e);if(o.length===0)continue;let i=o.reduce((a,u)=>Math.max(a,u));r.set(n,{commits:o.length,last:new Date(Math.min(i,pt)*1e3).toISOString()})}return r}function ht(t){let e=t.toString("utf8"),r=/^([0-9a-f]{40,64}) /.exec(e)?.[1],n=Number(/^author-time (\d+)$/m.exec(e)?.[1]??Number.NaN);return r===void 0||!(n<=pt)?null:{oid:r,date:new Date(n*1e3).toISOString()}}async function*yt(t){let e=[],r=0,n=0,s=null;for await(let o of t){if(e.push(o),r+=o.length,r<n)continue;let i=Buffer.concat(e);for(;;)if(s===null){let a=i.indexOf(10);if(a<0)break;let u=/^([0-9a-f]+) \w+ (\d+)$/.exec(i.toString("latin1",0,a));i=i.subarray(a+1),u!==null&&(s={oid:u[1]??"",size:Number(u[2])})}else{if(i.length<s.size+1)break;yield{oid:s.oid,bytes:i.subarray(0,s.size)},i=i.subarray(s.size+1),s=null}e=[i],r=i.length,n=s===null?0:s.size+1}}var H="refs/steward/head",z=2e3,wn=[200,800,z],wt=365*24*3600,bn=300,Sn=/has only|no such path|unable to read|missing|not our ref|unadvertised/i;function $n(t){if(t.includes(0))return null;try{return new TextDecoder("utf-8",{fatal:!0}).decode(t)}catch(e){if(e instanceof TypeError)return null;throw e}}var V=class{#e;#n="";#i=null;#r=!1;#s=new Set;constructor(e){this.#e=e}async fetch({oid:e,branch:r,history:n}){if(!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(e))throw new Error(`not an object id: ${e}`);let{directory:s,serverUrl:o,repository:i}=this.#e;if(this.#n!==e){this.#n="";let a=`${o.replace(/\/+$/,"")}/${i}`;await lt({directory:s,url:a,format:e.length===64?"sha256":"sha1"}),await this.#d(e,r),this.#n=e,this.#r=!1,this.#s=new Set}n==="year"&&!this.#r&&(await this.#c(),this.#i=null,this.#r=!0)}async entries(){let e=mt(await this.#t(["ls-tree","-r","-z","--long","--full-tree",this.#o()]));return this.#s=new Set(e.map(({oid:r})=>r)),e}async texts(e){let r=new Map,n=[...new Set(e)].filter(o=>/^[0-9a-f]{40,64}$/.test(o));if(n.length===0)return r;let s=ct(this.#e,["cat-file","--batch"],{input:`${n.join(`
`)}
`});for await(let{oid:o,bytes:i}of yt(s))r.set(o,$n(i));return r}async churn(){if(!this.#r)return new Map;let e=await this.#l();return gt(e,e.newest-wt)}async blame(e,r){if(!this.#r||!Number.isSafeInteger(r)||r<1)return null;try{await this.#p(e);let n=`${r},${r}`,s=ht(await this.#t(["blame","--root","--porcelain","-L",n,this.#o(),"--",e]));return s===null||(await j(this.#e.directory)).has(s.oid)?null:s}catch(n){let s=n instanceof $?n.cause:n;if(s instanceof A&&Sn.test(s.said))return null;throw n}}#o(){if(this.#n==="")throw new Error("the worktree was read before it was fetched");return this.#n}#t(e,r){return dt(this.#e,e,r)}async#d(e,r){let n=["fetch","--quiet","--depth=1","--no-tags","--no-write-fetch-head","--no-auto-gc","origin"];try{await this.#t([...n,`+${e}:${H}`])}catch(s){if(!(s instanceof A)||!/not our ref|unadvertised|no such remote ref/i.test(s.said))throw this.#a(s);if(await this.#t([...n,`+refs/heads/${r}:${H}`]).catch(i=>{throw this.#a(i)}),(await this.#t(["rev-parse",H])).toString().trim()!==e)throw new $(`commit ${e.slice(0,7)} of ${this.#e.repository} is gone: ${r} moved while it was read`,"nothing to do: the next run reads the new head")}}async#c(){let{directory:e}=this.#e;for(let r of wn){await this.#u([`--depth=${r}`],[`+${this.#o()}:${H}`]);let n=await j(e);if(n.size===0||await this.#m(n))return}}async#m(e){let r=["rev-list","--timestamp",`--max-count=${z}`,this.#o(),"--"],n=(await this.#t(r)).toString("latin1").split(`
`).filter(Boolean),s=Number.parseInt(n[0]??"",10);return n.length>=z||!n.some(o=>Number.parseInt(o,10)>=s-wt&&e.has(o.slice(o.indexOf(" ")+1)))}#l(){return this.#i??=j(this.#e.directory).then(async e=>{let r=["-z","--raw","--no-abbrev","--no-renames","--format=%x01%ct"],n=[...e].map(o=>`^${o}
`).join(""),s=["log",...r,`--max-count=${2*z}`,this.#o(),"--stdin"];return ft(await this.#t(s,{input:n}))}),this.#i}async#u(e,r){let n=["--quiet","--filter=blob:none","--no-tags","--no-write-fetch-head","--no-auto-gc"],s={"remote.origin.promisor":"true","remote.origin.partialclonefilter":"blob:none"},o=`${r.join(`
`)}
`;try{await this.#t(["fetch",...n,...e,"--stdin","origin"],{input:o,settings:s})}catch(i){throw this.#a(i)}}async#p(e){let{paths:r}=await this.#l(),s=[...r.get(e)?.contents??[]].slice(0,bn).filter(o=>!this.#s.has(o));s.length!==0&&(await this.#u([],s),this.#s=new Set([...this.#s,...s]))}#a(e){if(!(e instanceof A))return e;let{repository:r,serverUrl:n}=this.#e;return/could not read Username|Authentication failed|\b40[13]\b|Repository not found|not found/i.test(e.said)?new $(`git may not read ${r} from ${n}`,"give the job `contents: read`, and check that the repository has this name",{cause:e}):new $(`git could not fetch ${r} from ${n}: ${e.message}`,"run again; if it lasts, check that the runner reaches the server",{cause:e})}};function fs({environment:t,values:e,nonce:r,directory:n,localConfig:s,fetch:o,timeout:i,...a}){let u=a.clock??oe(),l=e["github-token"],[d="",c=""]=t.repository.split("/"),m={owner:d,name:c},{apiUrl:p,graphqlUrl:f,serverUrl:g}=t,U=ie({token:l,apiUrl:p,graphqlUrl:f,clock:u,onDate:k=>u.answered(k),...o&&{fetch:o},...i!==void 0&&{timeout:i}}),Y=me({client:U,repository:m,branch:e.ledger}),te={settings:{repository:t.repository,serverUrl:g,configPath:s===null?e.config:".github/steward.yml",mode:e.mode,ledgerBranch:e.ledger,runUrl:t.runId===""?null:`${g}/${t.repository}/actions/runs/${t.runId}`},secrets:[l],reader:Je(U,m),writer:nt({client:U,clock:u,repository:m}),ledger:{reader:Y,writer:Y},worktree:new V({directory:n,serverUrl:g,token:l,repository:t.repository,environment:t.all}),inspector:ot(),clock:u,run:{id:t.runId===""?r:`${t.runId}-${t.runAttempt}`,token:`${t.runId}.${t.runAttempt}.${r}`},async markdown(k){let{renderMarkdown:P,markdownStyle:_}=await import("./page-2CK36KTV.js");return{bodyHtml:P(k,{repositoryUrl:`${g}/${t.repository}`}),css:_()}},async configure(k){let P=s??k;if(P===null)return fe;let{readConfiguration:_}=await import("./configuration-2HWHHBMO.js");return _(P,e.config)},rehearsed(k){let P=it({ledger:Y,clock:u,author:()=>k,hasLabel:async _=>(await W(U,m).labels([_])).labels.get(_)!==null});return{...te,writer:P.writer,ledger:{reader:P.ledger,writer:P.ledger}}}};return te}function ws({outputs:t,summary:e,report:r,page:n}){return{failed:r.failures.length>0,errors:r.failures.length>0?[F(r.failures.join(`
`))]:[],warnings:r.warnings.map(F),outputs:t,summary:e,...n!==void 0&&{page:n}}}function bs(t){return{failed:!0,errors:[F(Nn(t))],warnings:[],outputs:{},summary:""}}function Nn(t){let e=In(t)??t;return e instanceof B?e.message:e instanceof $?`${e.message}
${e.remedy}`:`This is a fault of Steward, not of your repository. Please report it.
${e instanceof Error?e.stack??e.message:String(e)}`}var En={ENOSPC:"its disk is full",EDQUOT:"its disk quota is used up",EROFS:"its disk is read-only"};function In(t){for(let e=t,r=0;e instanceof Error&&r<5;e=e.cause,r++){let n=e.code??(/No space left on device/i.test(e.message)&&"ENOSPC"),s=n?En[n]:void 0;if(s)return new $(`The runner cannot keep files: ${s}.`,"Give it room (remove what earlier steps left, or take a larger runner). The next run goes on from here.",{cause:t})}return null}var bt="run this as a step of a GitHub Actions job, or set it as the runner would";function Ns(t,e){let r=[],n=t.GITHUB_REPOSITORY??"";/^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(n)||r.push({fault:`GITHUB_REPOSITORY is ${n===""?"not set":"no owner/name"}`,remedy:bt});let s=(i,a)=>{let u=t[i]??a;return/^https?:\/\/[^\s@]+$/.test(u)||r.push({fault:`${i} is no address`,remedy:bt}),u.replace(/\/$/,"")},o={repository:n,apiUrl:s("GITHUB_API_URL","https://api.github.com"),graphqlUrl:s("GITHUB_GRAPHQL_URL","https://api.github.com/graphql"),serverUrl:s("GITHUB_SERVER_URL","https://github.com"),runId:/^\d{1,20}$/.test(t.GITHUB_RUN_ID??"")?t.GITHUB_RUN_ID??"":"",runAttempt:/^\d{1,5}$/.test(t.GITHUB_RUN_ATTEMPT??"")?t.GITHUB_RUN_ATTEMPT??"":"1",temporary:t.RUNNER_TEMP??e,all:t};if(r.length>0)throw new B("The environment needs attention:",r);return o}export{F as a,V as b,fs as c,ws as d,bs as e,Ns as f};
