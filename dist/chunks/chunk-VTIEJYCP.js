import{B as xe,C as _e,J as se,K as Le,L as De,M as Ue,O as Me,P as Fe,n as Pe,q as Ce,r as ve,v as Ae,y as re}from"./chunk-IJOSOCJR.js";import{a as he,b as ye,c as v,d as U,e as M,f as be,g as $e,h as Se}from"./chunk-CS4JYOVE.js";import{b as h,c as y,d as we,e as $}from"./chunk-QQQEQYRA.js";import{c as Te}from"./chunk-WHS5H3BH.js";import{c as Oe,d as Ie,e as ke}from"./chunk-2HPF4YND.js";import{G as F,I as ne,a as pe,b as fe,e as ge}from"./chunk-7HA4CA7S.js";import{a as S,b as W}from"./chunk-YKMDEQXI.js";import{b as G,d as I,i as T,k as L,l as Ne,t as Ee,u as j,w as Re}from"./chunk-J4QKN6JJ.js";import{b as N,c as A,d as te,e as E,f as R,g as b,h as w}from"./chunk-FT46FRM2.js";import{a as D}from"./chunk-6NC6HJCH.js";function H(e){return pe(ge(e).text).text.replace(/^([^\S\n]*)::/gm,"$1%3A%3A").replaceAll("##[","##%5B")}var Be=`
mutation CreateIssue($input: CreateIssueInput!) {
  createIssue(input: $input) { issue { id number updatedAt } }
}`,qe=`
mutation UpdateIssue($input: UpdateIssueInput!) {
  updateIssue(input: $input) {
    issue { id number updatedAt userContentEdits(first: 2) { nodes { id editor { __typename login } } } }
  }
}`,We=`
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
}`,Ge=`
mutation CloseIssue($body: UpdateIssueInput!, $close: CloseIssueInput!) {
  updateIssue(input: $body) { issue { id number updatedAt } }
  closeIssue(input: $close) { issue { id number updatedAt } }
}`,je=`
mutation PinIssue($input: PinIssueInput!) {
  pinIssue(input: $input) { issue { id number updatedAt } }
}`,He=`
mutation LinkIssue($input: AddBlockedByInput!) {
  addBlockedBy(input: $input) { issue { number updatedAt } blockingIssue { number updatedAt } }
}`,ze=`
mutation AddComment($input: AddCommentInput!) {
  addComment(input: $input) {
    commentEdge { node { id } }
    subject { ... on Issue { number updatedAt } ... on PullRequest { number updatedAt } }
  }
}`,Ve={issue:`
mutation UpdateIssueComment($input: UpdateIssueCommentInput!) {
  updateIssueComment(input: $input) { issueComment { id place: issue { number updatedAt } } }
}`,pull:`
mutation UpdatePullComment($input: UpdateIssueCommentInput!) {
  updateIssueComment(input: $input) { issueComment { id place: pullRequest { number updatedAt } } }
}`},tn="... on Issue { id } ... on PullRequest { id }";function Ye(e,t){let n=Array.from({length:t},(r,s)=>s);return`
query Ids($owner: String!, $name: String!${n.map(r=>`, $l${r}: String!`).join("")}) {
  repository(owner: $owner, name: $name) {
    id
    ${e.map(r=>`i${r}: issueOrPullRequest(number: ${r}) { ${tn} }`).join(`
    `)}
    ${n.map(r=>`l${r}: label(name: $l${r}) { id }`).join(`
    `)}
  }
}`}function z(e,t){let n=new Map,r=new Map,s=null,o=async(i,a)=>{let u=Object.fromEntries(a.map((f,g)=>[`l${g}`,f])),l=await e.query(Ye(i,a.length),{...t,...u}),d=l.kind==="answered"||l.kind==="partial"?l.data.repository:null,c=l.kind==="partial"?l.faults:[],m=c.every(f=>f.type==="NOT_FOUND"&&f.path.length===2),p={repository:$(t),doing:"read issues",permission:"issues: read"};if(l.kind!=="answered"&&(!d||!m))throw h(l,p);if(!d?.id)throw y(p);s=d.id;for(let f of i){let g=Qe(d[`i${f}`]);if(g!==null)n.set(f,g);else if(!c.some(({path:O})=>O[1]===`i${f}`))throw y(p)}a.forEach((f,g)=>{let O=Qe(d[`l${g}`]);O!==null&&r.set(f,O)})};return{async issue(i){return!Number.isSafeInteger(i)||i<1?null:(n.has(i)||await o([i],[]),n.get(i)??null)},async labels(i){let a=i.filter(u=>!r.has(u));if((s===null||a.length>0)&&await o([],a),s===null)throw new Error(`the id of ${$(t)} is not known`);return{repository:s,labels:new Map(i.map(u=>[u,r.get(u)??null]))}},rememberIssue:(i,a)=>{n.set(i,a)},rememberLabel:(i,a)=>{r.set(i,a)}}}var Qe=e=>e!==null&&typeof e=="object"?e.id:null;var P="pageInfo { hasNextPage endCursor }",Ke=`
query OlderIssues($owner: String!, $name: String!, $cursor: String!) {
  repository(owner: $owner, name: $name) {
    page: issues(first: 50, after: $cursor, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...IssueStub } ${P}
    }
  }
}
${v}`,Ze=`
query OlderPulls($owner: String!, $name: String!, $cursor: String!) {
  repository(owner: $owner, name: $name) {
    page: pullRequests(first: 50, after: $cursor, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...PullStub ...PullFacts } ${P}
    }
  }
}
${U}
${M}`,nn="{ field: CREATED_AT, direction: ASC }",Xe=`
query AllOpenPulls($owner: String!, $name: String!, $cursor: String) {
  repository(owner: $owner, name: $name) {
    page: pullRequests(first: 50, after: $cursor, states: [OPEN], orderBy: ${nn}) {
      nodes { ...PullStub ...PullFacts } ${P}
    }
  }
}
${U}
${M}`,et=`
query Listing($owner: String!, $name: String!, $cursor: String, $since: DateTime) {
  repository(owner: $owner, name: $name) {
    page: issues(
      first: 50, after: $cursor, states: [OPEN, CLOSED],
      filterBy: { since: $since }, orderBy: { field: CREATED_AT, direction: ASC }
    ) {
      nodes { ...IssueStub id body } ${P}
    }
  }
}
${v}`,oe="orderBy: { field: CREATED_AT, direction: DESC }",tt=`
query Titles(
  $owner: String!, $name: String!,
  $withOpen: Boolean!, $withClosed: Boolean!, $withPulls: Boolean!,
  $open: String, $closed: String, $pulls: String
) {
  repository(owner: $owner, name: $name) {
    open: issues(first: 100, after: $open, states: [OPEN], ${oe}) @include(if: $withOpen) {
      nodes { ...IssueStub } ${P}
    }
    closed: issues(first: 100, after: $closed, states: [CLOSED], ${oe}) @include(if: $withClosed) {
      nodes { ...IssueStub } ${P}
    }
    pulls: pullRequests(first: 100, after: $pulls, states: [OPEN], ${oe}) @include(if: $withPulls) {
      nodes { ...PullStub } ${P}
    }
  }
}
${v}
${U}`,nt=e=>`
query Details($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${e.map(t=>`i${t}: issue(number: ${t}) { ...IssueStub id body }`).join(`
    `)}
  }
}
${v}`,Je=`
comments(first: 100, after: $cursor) { nodes { id author { __typename login } body createdAt updatedAt } ${P} }`,rt=`
query Comments($owner: String!, $name: String!, $number: Int!, $cursor: String) {
  repository(owner: $owner, name: $name) {
    place: issueOrPullRequest(number: $number) {
      ... on Issue { ${Je} }
      ... on PullRequest { ${Je} }
    }
  }
}`;var ot=e=>({repository:$(e),doing:"read comments",permission:"issues: read"});async function it(e,t,{number:n,since:r}){if(n===null)return an(e,t,r);let s=await rn(e,t,n);return r===null?s:s.filter(({updatedAt:o})=>Date.parse(o)>=Date.parse(r))}async function rn(e,t,n){let r=ot(t),s=[];for(let o=null;;){let i=await e.query(rt,{...t,number:n,cursor:o});if(i.kind==="partial"&&sn(i.faults))return[];if(i.kind!=="answered")throw h(i,r);let a=i.data.repository?.place?.comments;if(!b(a))throw y(r);if(s.push(...E(a,u=>on(u,n)).nodes),o=R(a),o===null)return s}}var sn=e=>e.every(({type:t,path:n})=>t==="NOT_FOUND"&&n.join()==="repository,place"),on=({id:e,author:t,body:n,createdAt:r,updatedAt:s},o)=>({id:e,number:o,author:N(t),body:D(n),createdAt:r,updatedAt:s}),st=100;async function an(e,t,n){let{owner:r,name:s}=t,o=ot(t),i=[];for(let a=1;;a++){let u=await e.rest("GET /repos/{owner}/{repo}/issues/comments",{owner:r,repo:s,sort:"created",direction:"asc",per_page:st,page:a,...n!==null&&{since:n}});if(u.kind!=="answered")throw h(u,o);if(!Array.isArray(u.data))throw y(o);if(i.push(...u.data.map(ln)),u.data.length<st)return i}}function ln({node_id:e,issue_url:t,user:n,body:r="",created_at:s,updated_at:o}){return{id:e,number:Number(/\/(\d+)$/.exec(t)?.[1]??0),author:N(n&&{__typename:n.type,login:n.login}),body:D(r),createdAt:s,updatedAt:o}}var at=`
query Edits($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    issue(number: $number) {
      userContentEdits(first: 50) {
        nodes { id editedAt editor { __typename login } diff }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;async function lt(e,t,n){let r={repository:$(t),doing:"read the edits of issues",permission:"issues: read"},s=await e.query(at,{...t,number:n});if(s.kind!=="answered")throw h(s,r);let o=s.data.repository?.issue?.userContentEdits;if(o===null)return[];if(!b(o))throw y(r);return w(o).reverse().map(({id:i,editedAt:a,editor:u,diff:l})=>({id:i,at:a,editor:N(u),text:l??""}))}var un=/^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i;async function ut(e,t,n){if(!un.test(n))return null;let r=await e.rest("GET /repos/{owner}/{repo}/collaborators/{username}/permission",{owner:t.owner,repo:t.name,username:n});if(r.kind!=="answered")return null;let{permission:s,role_name:o,user:i}=r.data;return typeof i?.login!="string"||i.login.toLowerCase()!==n.toLowerCase()?null:o==="maintain"||o==="triage"?o:typeof s=="string"?s:null}var dt=`
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
${v}
${U}
${M}
${be}`;var B=e=>({...A("pull",e),pull:dn(e)}),dn=e=>({head:e.headRefOid,branch:e.headRefName,closes:w(e.closingIssuesReferences).map(({number:t})=>t),merged:e.merged,state:ie(e)});function ie(e){return[e.headRefOid,e.isDraft?"draft":"ready",e.reviewDecision??"unreviewed",e.mergeable==="CONFLICTING"?"conflicting":"mergeable",w(e.commits)[0]?.commit.statusCheckRollup?.state??"unchecked"].join(" ")}function mt({viewer:e,repository:t,deployed:n},r){if(!b(t?.issues)||!b(t.pullRequests)||!b(t.stewardPulls)||t.ledger&&!t.ledger.target)return null;let s=t.defaultBranchRef?.target??null,o=t.ledger?.target?$e(t.ledger.target):null;return{now:r.now,repository:{id:t.id,name:t.nameWithOwner,url:t.url,private:t.isPrivate,archived:t.isArchived,hasIssues:t.hasIssuesEnabled,branch:t.defaultBranchRef?.name??null},viewer:cn(e),head:s&&mn(s,r.unseen),issues:E(t.issues,i=>A("issue",i)),pulls:E(t.pullRequests,B),stewardPulls:Object.fromEntries(w(t.stewardPulls).map(i=>[String(i.number),ie(i)])),deployments:r.unseen.has("deployments")?{}:fn(w(n?.deployments),r.branch),pinned:w(t.pinnedIssues).map(i=>i.issue.number),goals:ct(s?.goals??null,r.goalsPath),configuration:ct(s?.configuration??null,r.configPath),ledger:o}}var cn=e=>e.login.endsWith("[bot]")?e.login:N(e);function mn({oid:e,committedDate:t,checkSuites:n},r){let s=b(n)&&!r.has("checkSuites");return{oid:e,committedAt:t,suites:s?w(n).map(pn):null}}function pn({app:e,status:t,conclusion:n,workflowRun:r}){let s=r&&{workflow:r.workflow.name,path:r.file?.path??"",event:r.event,url:r.url};return{app:e?.slug??"",status:t,conclusion:n,run:s}}function fn(e,t){let n=new Map;for(let{environment:r,state:s,commitOid:o,ref:i,latestStatus:a}of e)r===null||i?.name===t||n.has(r)||n.set(r,`${a?.state??s??"PENDING"} ${o}`);return Object.fromEntries(n)}function ct(e,t){if(e?.object?.isTruncated)throw new S(`${t} is too large to be read whole.`,"Keep it under 500 kB.");return e?.object?.text??null}async function ft(e,t,n){let{branch:r,configPath:s,goalsPath:o}=n,i=$(t),a=await e.query(dt,{...t,ledger:`refs/heads/${r}`,configPath:s,goalsPath:o});if(a.kind!=="answered"&&a.kind!=="partial")throw h(a,ae([],i));let u=a.kind==="partial"?a.faults:[],l=u.filter(m=>!yn(m));if(l.length>0)throw h({kind:"partial",faults:l,data:null},ae(l,i));let d=new Set(u.flatMap(V)),c=mt(a.data,{now:a.at,unseen:d,...n});if(!c)throw y(ae([],i));return c}var gn=["rateLimit","checkSuites","statusCheckRollup","deployments","pinnedIssues"],hn=["configuration","goals","state"],V=e=>e.path.filter(t=>typeof t=="string");function yn(e){return e.type==="FORBIDDEN"?V(e).some(t=>gn.includes(t)):e.type==="NOT_FOUND"&&hn.includes(V(e).at(-1)??"")}var pt={issues:{doing:"read issues",permission:"issues: read"},pullRequests:{doing:"read pull requests",permission:"pull-requests: read"},stewardPulls:{doing:"read pull requests",permission:"pull-requests: read"},ledger:{doing:"read the state branch",permission:"contents: read"}};function ae(e,t){let n=e.flatMap(V).find(r=>r in pt);return{repository:t,...pt[n??""]??{doing:"read the repository",permission:"contents: read"}}}var gt=`
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
}`,ht=`
query Workflows($owner: String!, $name: String!, $folder: String!, $manifest: String!, $makefile: String!) {
  repository(owner: $owner, name: $name) {
    folder: object(expression: $folder) {
      ... on Tree { entries { name type object { ... on Blob { text isTruncated isBinary } } } }
    }
    manifest: object(expression: $manifest) { ... on Blob { text isTruncated isBinary } }
    makefile: object(expression: $makefile) { ... on Blob { text isTruncated isBinary } }
  }
}`;var Y=e=>({repository:$(e),doing:"read pull requests",permission:"pull-requests: read"}),wn=["checkSuites","status"],bn=({type:e,path:t})=>e==="FORBIDDEN"&&t.some(n=>typeof n=="string"&&wn.includes(n));async function wt(e,t,n){let r=Y(t),s=await e.query(gt,{...t,number:n}),o=s.kind==="partial"?s.faults:[];if(o.some(({type:m,path:p})=>m==="NOT_FOUND"&&p.join()==="repository,pull"))return null;let i=o.filter(m=>!bn(m));if(s.kind==="partial"&&i.length>0)throw h({...s,faults:i},r);if(s.kind!=="answered"&&s.kind!=="partial")throw h(s,r);let a=s.data.repository?.pull;if(!a)throw y(r);let u=w(a.commits)[0]?.commit,l=new Set(o.flatMap(({path:m})=>m)),d=u?.oid===a.headRefOid?u:void 0,c=await On(e,t,a);return{...$n(a),headAt:u?.committedDate??"",...En(d,l),files:c}}function $n(e){return{number:e.number,title:D(e.title),body:D(e.body),url:e.url,author:N(e.author),state:e.merged?"merged":e.state==="OPEN"?"open":"closed",draft:e.isDraft,head:e.headRefOid,branch:e.headRefName,base:e.baseRefName,fork:e.isCrossRepository,mergeable:Sn[e.mergeable]??"unknown",decision:e.reviewDecision,labels:w(e.labels).map(({name:t})=>t),closes:w(e.closingIssuesReferences).map(t=>t.number),size:{additions:e.additions,deletions:e.deletions,files:e.changedFiles},threads:Nn(e)}}var Sn={MERGEABLE:"yes",CONFLICTING:"conflicting"};function Nn({reviewThreads:e,url:t}){return!b(e)||R(e)!==null?null:w(e).map(({isResolved:n,path:r,line:s,comments:o})=>({url:w(o)[0]?.url??t,path:r,line:s,resolved:n}))}function En(e,t){let n=t.has("checkSuites")?null:e?.checkSuites,r=b(n)&&R(n)===null?w(n):null,s=r?.every(({checkRuns:i})=>b(i)&&R(i)===null),o=e&&!t.has("status")?e.status?.contexts??[]:null;return{suites:r&&s?r.map(Rn):null,statuses:o?.map(({context:i,state:a,targetUrl:u})=>({context:i,state:a,url:u}))??null}}function Rn({app:e,status:t,conclusion:n,createdAt:r,workflowRun:s,checkRuns:o}){let i=s&&{workflow:s.workflow.name,path:s.file?.path??"",event:s.event,url:s.url};return{app:e?.slug??"",status:t,conclusion:n,createdAt:r,run:i,checks:w(o)}}var le=100,yt=3;async function On(e,t,{number:n,headRefOid:r,changedFiles:s}){if(s>le*yt)return null;let{owner:o,name:i}=t,a=[];for(let l=1;l<=yt&&a.length<s;l++){let d=await e.rest("GET /repos/{owner}/{repo}/pulls/{pull_number}/files",{owner:o,repo:i,pull_number:n,per_page:le,page:l});if(d.kind!=="answered")throw h(d,Y(t));if(!Array.isArray(d.data))throw y(Y(t));if(a.push(...d.data),d.data.length<le)break}return a.some(l=>l.blob_url!==null&&!l.blob_url.includes(r))||a.length!==s?null:a.map(kn)}var In={added:"added",copied:"added",removed:"removed",renamed:"renamed"},kn=({filename:e,previous_filename:t,status:n,additions:r,deletions:s,patch:o})=>({path:e,before:t??null,status:In[n]??"modified",additions:r,deletions:s,patch:o??null});async function bt(e,t,n){let r={...Y(t),doing:"read workflows",permission:"contents: read"},s={folder:`${n}:.github/workflows`,manifest:`${n}:package.json`,makefile:`${n}:Makefile`},o=await e.query(ht,{...t,...s});if(o.kind!=="answered")throw h(o,r);if(!o.data.repository)throw y(r);let{folder:i,manifest:a,makefile:u}=o.data.repository,d=[...(i?.entries??[]).filter(({name:c,type:m})=>m==="blob"&&/\.ya?ml$/i.test(c)).map(({name:c,object:m})=>ue(`.github/workflows/${c}`,m)),...a?[ue("package.json",a)]:[],...u?[ue("Makefile",u)]:[]];return d.includes(null)?null:d.filter(c=>c!==null)}var ue=(e,t)=>!t||t.isTruncated||typeof t.text!="string"?null:{path:e,text:t.text};var $t=50,St=1e3,Tn=200,Pn=1e3;function Nt(e,t){let{owner:n,name:r}=t,s=`${n}/${r}`,o={repository:s,doing:"read issues",permission:"issues: read"},i={repository:s,doing:"read pull requests",permission:"pull-requests: read"},a=async(l,d,c)=>{let m=await e.query(l,{owner:n,name:r,...d});if(m.kind!=="answered")throw h(m,c);let p=m.data.repository?.page;if(!b(p))throw y(c);return p},u=async()=>(await import("./remote-VC526VZQ.js")).createRemoteReader(e,t);return{overview:l=>ft(e,t,l),async older(l,d){return l==="issue"?E(await a(Ke,{cursor:d},o),c=>A(l,c)):E(await a(Ze,{cursor:d},i),B)},async details(l){let d=[],c=[...new Set(l)].filter(m=>Number.isSafeInteger(m)&&m>0);for(let m=0;m<c.length;m+=$t){let p=c.slice(m,m+$t);d.push(...await Cn(e,t,p))}return d},async listing(l){let d=[];for(let c=null;;){let m=await a(et,{cursor:c,since:l},o);if(d.push(...E(m,te).nodes),c=R(m),c===null)return d}},edits:l=>lt(e,t,l),role:l=>ut(e,t,l),async openPulls(){let l=[];for(let d=null;;){let c=await a(Xe,{cursor:d},i);if(l.push(...E(c,B).nodes),d=R(c),d===null||l.length>=Pn)return l}},pull:l=>wt(e,t,l),workflows:l=>bt(e,t,l),titles:()=>vn(e,t),relations:async l=>(await import("./relations-BMHLCEHZ.js")).readRelations(e,t,l),remote:{runs:async(l,d)=>(await u()).runs(l,d),pulls:async()=>(await u()).pulls(),issues:async()=>(await u()).issues(),dependencyAlerts:async l=>(await u()).dependencyAlerts(l),codeAlerts:async l=>(await u()).codeAlerts(l)},comments:l=>it(e,t,l),usage:()=>e.usage()}}async function Cn(e,{owner:t,name:n},r){let s={repository:`${t}/${n}`,doing:"read issues",permission:"issues: read"},o=await e.query(nt(r),{owner:t,name:n});if(o.kind==="partial"){let u=o.faults.filter(l=>l.type!=="NOT_FOUND"||l.path.length!==2);if(u.length>0)throw h({...o,faults:u},s)}else if(o.kind!=="answered")throw h(o,s);let i=new Set(o.kind==="partial"?o.faults.map(({path:u})=>u.at(-1)):[]),{repository:a}=o.data;return r.flatMap(u=>{let l=a?.[`i${u}`]??null;if(l!==null)return[te(l)];if(!i.has(`i${u}`))throw y(s);return[]})}async function vn(e,{owner:t,name:n}){let r={repository:`${t}/${n}`,doing:"read issues",permission:"issues: read"},s={open:{limit:St,found:[],cursor:null,more:!0},closed:{limit:Tn,found:[],cursor:null,more:!0},pulls:{limit:St,found:[],cursor:null,more:!0}},{open:o,closed:i,pulls:a}=s;for(;o.more||i.more||a.more;){let u=await e.query(tt,{owner:t,name:n,open:o.cursor,closed:i.cursor,pulls:a.cursor,withOpen:o.more,withClosed:i.more,withPulls:a.more});if(u.kind!=="answered")throw h(u,r);for(let[l,d]of Object.entries(s)){if(!d.more)continue;let c=u.data.repository?.[l];if(!b(c))throw y(r);d.found.push(...E(c,m=>A(l==="pulls"?"pull":"issue",m)).nodes),d.cursor=R(c),d.more=d.cursor!==null&&d.found.length<d.limit}}return[...o.found,...a.found,...i.found]}var An=/could not resolve to a node/i;function Rt(e,t){return{async createComment({number:n,body:r}){let s=await e.issue(n);return s===null?{kind:"refused",reason:`there is no issue or pull request #${n}`,gone:!0}:t.mutate(ze,{input:{subjectId:s,body:r}},"comment",({addComment:o})=>Et(o?.commentEdge?.node,o?.subject))},async updateComment({on:n,comment:r,body:s}){let o=await t.mutate(Ve[n],{input:{id:r,body:s}},"edit comments",({updateIssueComment:i})=>Et(i?.issueComment,i?.issueComment?.place));return o.kind==="refused"&&An.test(o.reason)?{...o,gone:!0}:o}}}function Et(e,t){return!e||t?.number===void 0||t.updatedAt===void 0?null:{number:t.number,updatedAt:t.updatedAt,comment:e.id}}var xn=({limit:e,wait:t})=>t??(e==="primary"?36e5:3e5);function Ot(e,t){switch(e.kind){case"answered":{let n=t(e.data);return n!==null?{kind:"done",value:n}:{kind:"ambiguous",reason:"the answer does not show what was written"}}case"partial":{let n=t(e.data);if(n!==null)return{kind:"done",value:n};let r=e.faults.map(s=>s.message).join("; ");return{kind:e.faults.some(({path:s})=>s.length>1)?"ambiguous":"refused",reason:r}}case"refused":return{kind:"refused",reason:e.message};case"limited":return{kind:"refused",reason:`GitHub's ${e.limit} rate limit: ${e.message}`,retryAfter:xn(e)};case"ambiguous":return{kind:"ambiguous",reason:e.message}}}var _n=1e3;function It({client:e,clock:t,repository:n}){let r=null,s=async i=>{let a=r===null?0:r+_n-t.elapsed();a>0&&await t.sleep(a);try{return await i()}finally{r=t.elapsed()}},o=(i,a,u)=>{let l=Ot(i,u);if(l.kind!=="refused")return l;let d={repository:$(n),doing:a,permission:"issues: write"},c=Ln(i),m=c&&we(c,d);return m?{...l,reason:`${m.message} ${m.remedy}`}:l};return{spaced:s,resultOf:o,async mutate(i,a,u,l){return o(await s(()=>e.mutate(i,{...a})),u,l)}}}function Ln(e){if(e.kind==="refused")return e;let t=e.kind==="partial"?e.faults[0]:void 0;return t?{type:t.type??"",message:t.message}:null}function Dn(e){let t=e?.nodes?.[1]??null;return{id:t?.id??"",editor:N(t?.editor)}}function kt(e){let{client:t,repository:n}=e,r=z(t,n),s=It(e),o=(a,u,l)=>s.mutate(a,u,l,d=>{let c=Object.values(d).map(O=>O?.issue),m=c.at(-1);if(!m||c.includes(null)||c.includes(void 0))return null;r.rememberIssue(m.number,m.id);let{number:p,updatedAt:f,userContentEdits:g}=m;return{number:p,updatedAt:f,...g!==void 0&&{previous:Dn(g)}}}),i=async(a,u)=>{let l=await r.issue(a);return l===null?{kind:"refused",reason:`there is no issue #${a}`,gone:!0}:u(l)};return{...Rt(r,s),async createIssue({title:a,body:u,labels:l}){let d=await r.labels(l),c=l.filter(f=>d.labels.get(f)===null);if(c.length>0)return{kind:"refused",reason:`there is no label ${c.join(", ")}`};let m=l.map(f=>d.labels.get(f)),p={repositoryId:d.repository,title:a,body:u,labelIds:m};return o(Be,{input:p},"open issues")},updateIssue:({number:a,body:u})=>i(a,l=>o(qe,{input:{id:l,body:u}},"edit issues")),closeIssue:({number:a,duplicateOf:u,body:l})=>i(a,async d=>{let c=u===null?null:await r.issue(u),p={body:{id:d,body:l},close:{issueId:d,...c===null?{stateReason:"NOT_PLANNED"}:{stateReason:"DUPLICATE",duplicateIssueId:c}}};return o(Ge,p,"close issues")}),pinIssue:({number:a})=>i(a,u=>o(je,{input:{issueId:u}},"pin issues")),linkIssue:async({number:a,blockedBy:u})=>{let[l,d]=[await r.issue(a),await r.issue(u)],c=l===null?a:u;if(l===null||d===null)return{kind:"refused",reason:`there is no issue #${c}`,gone:!0};let m={input:{issueId:l,blockingIssueId:d}},p=await s.spaced(()=>t.mutate(He,m));return p.kind==="refused"&&/already/i.test(p.message)?{kind:"done",value:{made:!1}}:s.resultOf(p,"link issues",({addBlockedBy:f})=>!f?.issue||!f.blockingIssue?null:{made:!0,issue:f.issue,blocker:f.blockingIssue})},async setLabels({number:a,add:u,remove:l}){let d=await r.labels([...u,...l]),c=g=>g.flatMap(O=>d.labels.get(O)??[]),m=u.filter(g=>d.labels.get(g)===null).join(", ");if(m!=="")return{kind:"refused",reason:`there is no label ${m}`};let[p,f]=[c(u),c(l)];return i(a,g=>o(We,{add:{labelableId:g,labelIds:p},remove:{labelableId:g,labelIds:f},adds:p.length>0,removes:f.length>0},"set labels"))},async createLabel(a){if((await r.labels([a.name])).labels.get(a.name)!==null)return{kind:"done",value:{made:!1}};let u="POST /repos/{owner}/{repo}/labels",{owner:l,name:d}=n,c=await s.spaced(()=>t.rest(u,{owner:l,repo:d,...a}));return c.kind==="refused"&&/already_exists/.test(c.message)?{kind:"done",value:{made:!1}}:s.resultOf(c,"create labels",({name:m,node_id:p})=>(p&&r.rememberLabel(m,p),{made:!0}))}}}var Un=262144,Mn=1e4,Tt=32768,Fn=2048,Pt="not inspected",Bn=e=>`${e.replace(/^.*secretlint-rule-/,"").replace(/[^a-z0-9-]/gi,"")} secret`;function Ct(e={}){let t=e.most??Un,n=e.patience??Mn,r;return{async inspect(s){if(s.length===0)return[];r??=import("./secret-rules-HRD2QXMI.js").then(({lint:a})=>a);let o=await r,i=[];for(let{id:a,text:u}of s){let l=await qn(o,u.slice(0,t),n);u.length>t&&l.push({start:t,end:u.length,what:Pt}),i.push(...l.map(d=>({id:a,...d})))}return i}}}async function qn(e,t,n){let r=fe(t),s=(a,u)=>({start:r.at[a]??0,end:(r.at[u-1]??0)+1}),o=performance.now(),i=new Map;for(let a=0;a<r.text.length;a+=Tt-Fn){if(performance.now()-o>=n){let u={...s(a,r.text.length),what:Pt};return[...i.values(),u]}for(let{range:u,ruleId:l}of await e(r.text.slice(a,a+Tt))){let[d,c]=u;if(c<=d)continue;let m={...s(a+d,a+c),what:Bn(l)};i.set(`${m.start}-${m.end}`,m)}}return[...i.values()]}function vt({ledger:e,clock:t,author:n,hasLabel:r}){let s=[],o=i=>{s.push(i)};return{noted:s,writer:Wn({clock:t,hasLabel:r,note:o}),ledger:Gn(e,n,o)}}function Wn({clock:e,hasLabel:t,note:n}){let r=0,s=o=>({kind:"done",value:{number:o,updatedAt:e.now()}});return{async createIssue({title:o,body:i,labels:a}){return r-=1,n({kind:"create-issue",number:r,title:o,body:i,labels:a}),s(r)},async updateIssue(o){return n({kind:"update-issue",...o}),s(o.number)},async closeIssue(o){return n({kind:"close-issue",...o}),s(o.number)},async pinIssue(o){return n({kind:"pin-issue",...o}),s(o.number)},async linkIssue(o){n({kind:"link-issue",...o});let i=a=>({number:a,updatedAt:e.now()});return{kind:"done",value:{made:!0,issue:i(o.number),blocker:i(o.blockedBy)}}},async setLabels(o){return n({kind:"set-labels",...o}),s(o.number)},async createComment(o){r-=1,n({kind:"create-comment",...o});let{number:i}=o;return{kind:"done",value:{number:i,updatedAt:e.now(),comment:`rehearsed ${-r}`}}},async updateComment({number:o,comment:i,body:a}){return n({kind:"update-comment",number:o,comment:i,body:a}),{kind:"done",value:{number:o,updatedAt:e.now(),comment:i}}},async createLabel(o){return await t(o.name)?{kind:"done",value:{made:!1}}:(n({kind:"create-label",...o}),{kind:"done",value:{made:!0}})}}}function Gn(e,t,n){let r=[],s=async()=>{let{raw:i,at:a}=await e.head();return{raw:r.at(-1)?.raw??i,at:a}},o=(i,a)=>{let u=r.at(-1),l=new Map([...u?.files??[],...Object.entries(i.additions)]);for(let f of i.deletions)l.set(f,null);let d=l.get("state.json")??null,c=`${i.headline}

${i.body}`,m=Ne(`rehearsal
${a}
${c}
${d}`,40),p={oid:m,parent:a,message:c,author:t(),signed:null,text:d,truncated:!1};return r.push({raw:p,files:l,base:u?u.base:a}),{kind:"committed",oid:m}};return{head:s,async files(i,a){let u=r.find(({raw:c})=>c.oid===i);if(!u)return e.files(i,a);let l=a.filter(c=>!u.files.has(c)),d=u.base===null||l.length===0?new Map:await e.files(u.base,l);return new Map(a.map(c=>[c,u.files.get(c)??d.get(c)??null]))},async messages(i){let a=r.map(({raw:l})=>l.message).reverse(),u=i-a.length;return u>0?[...a,...await e.messages(u)]:a.slice(0,i)},async begin(i){return(await s()).raw!==null?{kind:"stale"}:(n({kind:"begin",paths:Object.keys(i)}),o({headline:"Begin [skip ci]",body:"",additions:i,deletions:[]},null))},async commit({expected:i,...a}){return(await s()).raw?.oid!==i?{kind:"stale"}:(n({kind:"commit",headline:a.headline,paths:Object.keys(a.additions)}),o(a,i))}}}import{mkdir as jn,readFile as Hn,writeFile as At}from"node:fs/promises";import{join as Q}from"node:path";async function xt({directory:e,url:t,format:n}){for(let r of["objects","refs"])await jn(Q(e,r),{recursive:!0});await At(Q(e,"HEAD"),`ref: refs/heads/main
`),await At(Q(e,"config"),zn(t,n))}function zn(e,t){if(/[\0\r\n]/.test(e))throw new Error("the address of a remote has one line");return`${["[core]",`	repositoryformatversion = ${t==="sha1"?0:1}`,"	bare = true",...t==="sha1"?[]:["[extensions]","	objectformat = sha256"],'[remote "origin"]',`	url = "${e.replace(/["\\]/g,"\\$&")}"`].join(`
`)}
`}async function J(e){try{let t=await Hn(Q(e,"shallow"),"utf8");return new Set(t.split(`
`).filter(Boolean))}catch(t){if(t.code==="ENOENT")return new Set;throw t}}import{spawn as Vn}from"node:child_process";var Yn=/^(?:PATH|TMPDIR|TEMP|TMP|SYSTEMROOT|(?:https?|all|no)_proxy|SSL_CERT_(?:FILE|DIR)|GIT_SSL_CAINFO|CURL_CA_BUNDLE)$/i,Qn=4e3;function Jn(e,t){let{directory:n,serverUrl:r,token:s,environment:o}=e,i=Object.entries(o).filter(([u,l])=>Yn.test(u)&&l!==void 0),a=[...Object.entries(t),["protocol.version","2"],["credential.helper",""],["core.hooksPath","/dev/null"],["gc.auto","0"],["maintenance.auto","false"],["core.quotePath","false"],["core.fsync","none"],["fetch.unpackLimit","1"],["advice.detachedHead","false"]];if(s!==""){let u=Buffer.from(`x-access-token:${s}`).toString("base64");a.push([`http.${r.replace(/\/+$/,"")}/.extraHeader`,`Authorization: Basic ${u}`])}return{...Object.fromEntries(i),HOME:n,GIT_DIR:n,GIT_CONFIG_NOSYSTEM:"1",GIT_CONFIG_GLOBAL:"/dev/null",GIT_ATTR_NOSYSTEM:"1",GIT_TERMINAL_PROMPT:"0",GIT_NO_LAZY_FETCH:"1",GIT_LITERAL_PATHSPECS:"1",LC_ALL:"C",GIT_CONFIG_COUNT:String(a.length),...Object.fromEntries(a.flatMap(([u,l],d)=>[[`GIT_CONFIG_KEY_${d}`,u],[`GIT_CONFIG_VALUE_${d}`,l]]))}}var x=class extends Error{said;constructor(t,n){super(`git ${t} failed: ${n.trim().split(`
`).at(-1)??""}`),this.name="GitFailure",this.said=n}};function _t(e,t,{input:n="",settings:r={}}){let s=Vn("git",[...t],{env:Jn(e,r),cwd:e.directory,stdio:["pipe","pipe","pipe"],timeout:e.timeout??6e5}),o="";s.stderr.setEncoding("utf8").on("data",a=>{o=(o+a).slice(-Qn)}),s.stdin.on("error",()=>{}).end(n);let i=new Promise((a,u)=>{s.on("error",l=>u(new S("git could not be started","install git 2.39 or newer on the runner",{cause:l}))),s.on("close",(l,d)=>{l===0?a(o):u(new x(t[0]??"",d===null?o:`${o}
stopped by ${d}`))})});return{child:s,ended:i}}async function Lt(e,t,n={}){let{child:r,ended:s}=_t(e,t,n),o=[];return r.stdout.on("data",i=>o.push(i)),await s,Buffer.concat(o)}async function*Dt(e,t,n={}){let{child:r,ended:s}=_t(e,t,n),o=!1;s.catch(()=>{});try{for await(let i of r.stdout)yield i;o=!0}finally{o||r.kill()}await s}function Ut(e){return e.toString("utf8").split("\0").flatMap(t=>{let n=/^(\d{6}) \w+ ([0-9a-f]+) +(\d+|-)\t([\s\S]+)$/.exec(t);if(n===null)return[];let[,r="",s="",o="-",i=""]=n;return[{path:i,mode:r,oid:s,size:o==="-"?null:Number(o)}]})}var Mt=253402300799,Kn=/^\u0001(\d+)$/,Zn=/^\n?:\d{6} \d{6} ([0-9a-f]+) ([0-9a-f]+) \w+$/,Xn=/^0+$/;function Ft(e){let t={newest:0,paths:new Map},n=e.toString("utf8").split("\0"),r=0;for(let s=0;s<n.length;s+=1){let o=n[s]??"",i=Kn.exec(o);if(i!==null){r=Number(i[1]),t.newest||=r;continue}let a=Zn.exec(o);if(a===null)continue;s+=1;let u=n[s]??"",l=t.paths.get(u)??{times:[],contents:new Set};l.times.push(r);for(let d of a.slice(1))Xn.test(d)||l.contents.add(d);t.paths.set(u,l)}return t}function Bt({paths:e},t){let n=new Map;for(let[r,{times:s}]of e){let o=s.filter(a=>a>=t);if(o.length===0)continue;let i=o.reduce((a,u)=>Math.max(a,u));n.set(r,{commits:o.length,last:new Date(Math.min(i,Mt)*1e3).toISOString()})}return n}function qt(e){let t=e.toString("utf8"),n=/^([0-9a-f]{40,64}) /.exec(t)?.[1],r=Number(/^author-time (\d+)$/m.exec(t)?.[1]??Number.NaN);return n===void 0||!(r<=Mt)?null:{oid:n,date:new Date(r*1e3).toISOString()}}async function*Wt(e){let t=[],n=0,r=0,s=null;for await(let o of e){if(t.push(o),n+=o.length,n<r)continue;let i=Buffer.concat(t);for(;;)if(s===null){let a=i.indexOf(10);if(a<0)break;let u=/^([0-9a-f]+) \w+ (\d+)$/.exec(i.toString("latin1",0,a));i=i.subarray(a+1),u!==null&&(s={oid:u[1]??"",size:Number(u[2])})}else{if(i.length<s.size+1)break;yield{oid:s.oid,bytes:i.subarray(0,s.size)},i=i.subarray(s.size+1),s=null}t=[i],n=i.length,r=s===null?0:s.size+1}}var K="refs/steward/head",Z=2e3,er=[200,800,Z],Gt=365*24*3600,tr=300,nr=/has only|no such path|unable to read|missing|not our ref|unadvertised/i;function rr(e){if(e.includes(0))return null;try{return new TextDecoder("utf-8",{fatal:!0}).decode(e)}catch(t){if(t instanceof TypeError)return null;throw t}}var X=class{#e;#n="";#i=null;#r=!1;#s=new Set;constructor(t){this.#e=t}async fetch({oid:t,branch:n,history:r}){if(!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(t))throw new Error(`not an object id: ${t}`);let{directory:s,serverUrl:o,repository:i}=this.#e;if(this.#n!==t){this.#n="";let a=`${o.replace(/\/+$/,"")}/${i}`;await xt({directory:s,url:a,format:t.length===64?"sha256":"sha1"}),await this.#d(t,n),this.#n=t,this.#r=!1,this.#s=new Set}r==="year"&&!this.#r&&(await this.#c(),this.#i=null,this.#r=!0)}async entries(){let t=Ut(await this.#t(["ls-tree","-r","-z","--long","--full-tree",this.#o()]));return this.#s=new Set(t.map(({oid:n})=>n)),t}async texts(t){let n=new Map,r=[...new Set(t)].filter(o=>/^[0-9a-f]{40,64}$/.test(o));if(r.length===0)return n;let s=Dt(this.#e,["cat-file","--batch"],{input:`${r.join(`
`)}
`});for await(let{oid:o,bytes:i}of Wt(s))n.set(o,rr(i));return n}async churn(){if(!this.#r)return new Map;let t=await this.#l();return Bt(t,t.newest-Gt)}async blame(t,n){if(!this.#r||!Number.isSafeInteger(n)||n<1)return null;try{await this.#p(t);let r=`${n},${n}`,s=qt(await this.#t(["blame","--root","--porcelain","-L",r,this.#o(),"--",t]));return s===null||(await J(this.#e.directory)).has(s.oid)?null:s}catch(r){let s=r instanceof S?r.cause:r;if(s instanceof x&&nr.test(s.said))return null;throw r}}#o(){if(this.#n==="")throw new Error("the worktree was read before it was fetched");return this.#n}#t(t,n){return Lt(this.#e,t,n)}async#d(t,n){let r=["fetch","--quiet","--depth=1","--no-tags","--no-write-fetch-head","--no-auto-gc","origin"];try{await this.#t([...r,`+${t}:${K}`])}catch(s){if(!(s instanceof x)||!/not our ref|unadvertised|no such remote ref/i.test(s.said))throw this.#a(s);if(await this.#t([...r,`+refs/heads/${n}:${K}`]).catch(i=>{throw this.#a(i)}),(await this.#t(["rev-parse",K])).toString().trim()!==t)throw new S(`commit ${t.slice(0,7)} of ${this.#e.repository} is gone: ${n} moved while it was read`,"nothing to do: the next run reads the new head")}}async#c(){let{directory:t}=this.#e;for(let n of er){await this.#u([`--depth=${n}`],[`+${this.#o()}:${K}`]);let r=await J(t);if(r.size===0||await this.#m(r))return}}async#m(t){let n=["rev-list","--timestamp",`--max-count=${Z}`,this.#o(),"--"],r=(await this.#t(n)).toString("latin1").split(`
`).filter(Boolean),s=Number.parseInt(r[0]??"",10);return r.length>=Z||!r.some(o=>Number.parseInt(o,10)>=s-Gt&&t.has(o.slice(o.indexOf(" ")+1)))}#l(){return this.#i??=J(this.#e.directory).then(async t=>{let n=["-z","--raw","--no-abbrev","--no-renames","--format=%x01%ct"],r=[...t].map(o=>`^${o}
`).join(""),s=["log",...n,`--max-count=${2*Z}`,this.#o(),"--stdin"];return Ft(await this.#t(s,{input:r}))}),this.#i}async#u(t,n){let r=["--quiet","--filter=blob:none","--no-tags","--no-write-fetch-head","--no-auto-gc"],s={"remote.origin.promisor":"true","remote.origin.partialclonefilter":"blob:none"},o=`${n.join(`
`)}
`;try{await this.#t(["fetch",...r,...t,"--stdin","origin"],{input:o,settings:s})}catch(i){throw this.#a(i)}}async#p(t){let{paths:n}=await this.#l(),s=[...n.get(t)?.contents??[]].slice(0,tr).filter(o=>!this.#s.has(o));s.length!==0&&(await this.#u([],s),this.#s=new Set([...this.#s,...s]))}#a(t){if(!(t instanceof x))return t;let{repository:n,serverUrl:r}=this.#e;return/could not read Username|Authentication failed|\b40[13]\b|Repository not found|not found/i.test(t.said)?new S(`git may not read ${n} from ${r}`,"give the job `contents: read`, and check that the repository has this name",{cause:t}):new S(`git could not fetch ${n} from ${r}: ${t.message}`,"run again; if it lasts, check that the runner reaches the server",{cause:t})}};function Oo({environment:e,values:t,nonce:n,directory:r,localConfig:s,fetch:o,timeout:i,...a}){let u=a.clock??he(),l=t["github-token"],[d="",c=""]=e.repository.split("/"),m={owner:d,name:c},{apiUrl:p,graphqlUrl:f,serverUrl:g}=e,q=ye({token:l,apiUrl:p,graphqlUrl:f,clock:u,onDate:C=>u.answered(C),...o&&{fetch:o},...i!==void 0&&{timeout:i}}),ee=Se({client:q,repository:m,branch:t.ledger}),me={settings:{repository:e.repository,serverUrl:g,configPath:s===null?t.config:".github/steward.yml",mode:t.mode,ledgerBranch:t.ledger,runUrl:e.runId===""?null:`${g}/${e.repository}/actions/runs/${e.runId}`},secrets:[l],reader:Nt(q,m),writer:kt({client:q,clock:u,repository:m}),ledger:{reader:ee,writer:ee},worktree:new X({directory:r,serverUrl:g,token:l,repository:e.repository,environment:e.all}),inspector:Ct(),clock:u,run:{id:e.runId===""?n:`${e.runId}-${e.runAttempt}`,token:`${e.runId}.${e.runAttempt}.${n}`},async markdown(C){let{renderMarkdown:k,markdownStyle:_}=await import("./page-2CK36KTV.js");return{bodyHtml:k(C,{repositoryUrl:`${g}/${e.repository}`}),css:_()}},async configure(C){let k=s??C;if(k===null)return Te;let{readConfiguration:_}=await import("./configuration-2HWHHBMO.js");return _(k,t.config)},rehearsed(C){let k=vt({ledger:ee,clock:u,author:()=>C,hasLabel:async _=>(await z(q,m).labels([_])).labels.get(_)!==null});return{...me,writer:k.writer,ledger:{reader:k.ledger,writer:k.ledger}}}};return me}function Po({outputs:e,summary:t,report:n,page:r}){return{failed:n.failures.length>0,errors:n.failures.length>0?[H(n.failures.join(`
`))]:[],warnings:n.warnings.map(H),outputs:e,summary:t,...r!==void 0&&{page:r}}}function Co(e){return{failed:!0,errors:[H(sr(e))],warnings:[],outputs:{},summary:""}}function sr(e){let t=ir(e)??e;return t instanceof W?t.message:t instanceof S?`${t.message}
${t.remedy}`:`This is a fault of Steward, not of your repository. Please report it.
${t instanceof Error?t.stack??t.message:String(t)}`}var or={ENOSPC:"its disk is full",EDQUOT:"its disk quota is used up",EROFS:"its disk is read-only"};function ir(e){for(let t=e,n=0;t instanceof Error&&n<5;t=t.cause,n++){let r=t.code??(/No space left on device/i.test(t.message)&&"ENOSPC"),s=r?or[r]:void 0;if(s)return new S(`The runner cannot keep files: ${s}.`,"Give it room (remove what earlier steps left, or take a larger runner). The next run goes on from here.",{cause:e})}return null}var jt="run this as a step of a GitHub Actions job, or set it as the runner would";function xo(e,t){let n=[],r=e.GITHUB_REPOSITORY??"";/^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(r)||n.push({fault:`GITHUB_REPOSITORY is ${r===""?"not set":"no owner/name"}`,remedy:jt});let s=(i,a)=>{let u=e[i]??a;return/^https?:\/\/[^\s@]+$/.test(u)||n.push({fault:`${i} is no address`,remedy:jt}),u.replace(/\/$/,"")},o={repository:r,apiUrl:s("GITHUB_API_URL","https://api.github.com"),graphqlUrl:s("GITHUB_GRAPHQL_URL","https://api.github.com/graphql"),serverUrl:s("GITHUB_SERVER_URL","https://github.com"),runId:/^\d{1,20}$/.test(e.GITHUB_RUN_ID??"")?e.GITHUB_RUN_ID??"":"",runAttempt:/^\d{1,5}$/.test(e.GITHUB_RUN_ATTEMPT??"")?e.GITHUB_RUN_ATTEMPT??"":"1",temporary:e.RUNNER_TEMP??t,all:e};if(n.length>0)throw new W("The environment needs attention:",n);return o}async function Bo(e){let t=await De(e),{state:n}=t.ledger;return n.lost?Date.parse(t.at)<Date.parse(n.lost.until)?Ht(e,n.lost):ur(e,t):!ne(t.ledger)||!await ar(e)&&e.damage===null?t:lr(e,t,e.damage??"the state branch is gone, but issues by Steward are there")}async function ar(e){let t=await e.world.reader.listing(null);return re(t,se(e,e.state)).length>0}async function lr(e,t,n){let{held:r,events:s}=await F(e.ledgers,({ledger:o,at:i})=>ne(o)?[xe(i,n)]:[],t);return e.told.events+=s.length,r.ledger.state.lost?Ht(e,r.ledger.state.lost):null}function Ht(e,t){let n=`${t.until.slice(0,16).replace("T"," ")} UTC`;return e.told.warnings.push(`Memory was lost: ${t.reason}. It is rebuilt from Steward's issues after ${n}; until then nothing is created.`),e.told.moves.push({kind:"recover",score:100,reasons:[`memory was lost: ${t.reason}`]}),null}async function ur(e,t){let n=se(e,t.ledger.state),r=re(await e.world.reader.listing(null),n);e.inspected=await Me(e,r.filter(({open:l})=>l));let{caps:s}=e.config,o=({ledger:l,at:d})=>l.state.lost?[Fe(e,_e(r,{epoch:Ue(e),baseline:e.snapshot.head?.oid??null,identities:n,at:d,pausedLabel:e.config.labels.paused,opened:s["new-issues-a-day"],notifications:s["notifications-a-week"]})),Ae(e.snapshot,{config:e.config,state:l.state,unrecorded:new Set,daily:null})]:[],{held:i,events:a}=await F(e.ledgers,o,t);e.told.events+=a.length;let{counts:u}=i.ledger.state;return e.told.done.push({kind:"rebuilt",title:`memory, from ${r.length} issues: ${u.open} open tasks`,wrote:!0}),e.told.warnings.push("Memory was rebuilt from issues; what was rejected only on the dashboard may be suggested again."),i}var zt=1e6,ce=100,dr=30;function Vt(e){let t=[cr(e),...e.quiet?[mr(e)]:pr(e)];return Nr(`${t.filter(n=>n!=="").join(`

`)}
`)}var cr=({warnings:e,failures:t})=>[...t.map(n=>`**Failed:** ${I(T(n,1e3))}`),...e.map(n=>`**Warning:** ${I(T(n,1e3))}`)].slice(0,ce).join(`

`);function mr(e){return`Nothing changed${e.previous===null?"":` since ${Kt(e.previous,e.at)}`}. ${Qt(e)}${Jt(e)}`}function pr(e){return[fr(e),gr(e),hr(e),yr(e),br(e.left),Sr(e.refused),$r(e.unknown),`${Qt(e)}${Jt(e)}`]}function fr({mode:e}){return e!=="observe"?`**Mode: ${e}**`:"**Observe: nothing was written, sent to a model or notified.** In mode `assist` this run would have:"}function gr({head:e,observed:t,evidence:n,mode:r}){if(r==="observe")return"";let s=n.rules===0?[]:[`${L(n.findings,"finding")} by ${L(n.rules,"rule")}`];return[...e===null?["no commit"]:[`head ${e.slice(0,7)}`],...t.map(I),...s].join(" · ")}var de={opened:"opened",commented:"wrote",suggested:"suggested",withdrawn:"withdrew",dashboard:"wrote",pinned:"pinned",label:"made the label",linked:"linked",closed:"closed",rebuilt:"rebuilt"};function hr({done:e,mode:t}){let n=e.filter(o=>o.wrote||t==="observe").map(wr);if(n.length===0)return t==="observe"?"written nothing.":"Nothing to write.";let r=n.length-ce;return[...n.slice(0,ce).map((o,i)=>`${i+1}. ${o}`),...r>0?["",`and ${r.toLocaleString("en-US")} more`]:[]].join(`
`)}function yr({head:e,moves:t,proposals:n,left:r,evidence:s}){return e===null?"Nothing to suggest: there is no commit yet.":n>0||!t.some(({kind:o})=>o==="generate")?"":s.findings===0?"Nothing to suggest: the rules found nothing.":r.some(({reason:o})=>o==="no slot")?"":"Nothing to suggest: what the rules found is known."}function wr({kind:e,number:t,title:n}){let r=I(T(n,300));return t===void 0||t<0?`${de[e]} ${r}`:e==="opened"?`${de[e]} #${t} ${r}`:`${de[e]} ${r} (#${t})`}function Yt(e){let t=new Map;for(let n of e){let[,r=n,s]=/^(.*?)(?: \(([^()]*)\))?$/s.exec(n)??[],o=t.get(r)??{count:0,details:new Set};o.count++,s!==void 0&&o.details.add(s),t.set(r,o)}return[...t].sort(([n,{count:r}],[s,{count:o}])=>o-r||(n<s?-1:1)).map(([n,{count:r,details:s}])=>{let o=[...s].slice(0,10),i=s.size>o.length?[...o,"…"]:o;return`${r} ${I(T(n,200))}${i.length>0?` (${I(T(i.join(", "),300))})`:""}`}).slice(0,20).join(" · ")}var br=e=>e.length===0?"":`Left ${e.length.toLocaleString("en-US")}: ${Yt(e.map(({reason:t})=>t))}`,$r=e=>e.length===0?"":`Not known, and not counted as none: ${e.join("; ")}.`;function Sr(e){if(e.length===0)return"";let t=e.slice(0,dr).map(({policy:r,title:s,reason:o})=>{let i=s===""?"":` ${I(T(s,200))}:`;return`- ${G(r)}${i} ${I(T(o,300))}`}),n=e.length-t.length;return[`Refused ${e.length.toLocaleString("en-US")}: ${Yt(e.map(({policy:r})=>r))}`,"",...t,...n>0?[`- and ${n.toLocaleString("en-US")} more`]:[]].join(`
`)}function Qt({requests:e,model:t,seconds:n,quiet:r}){return`${[L(e.graphql+e.rest,"request"),L(e.writes,"write"),L(t.inputTokens+t.outputTokens,"token"),...t.usd>0?[`${t.usd.toFixed(2)} USD`]:[],...r?[]:[`${n.toFixed(1)} s`]].join(", ")}.`}var Jt=({nextDue:e,at:t})=>e===null?"":` Next due: ${Kt(e,t)}.`,Kt=(e,t)=>`${e.slice(0,10)===t.slice(0,10)?"":`${e.slice(0,10)} `}${e.slice(11,16)} UTC`;function Nr(e){let t=new TextEncoder().encode(e);if(t.length<=zt)return e;let n=new TextDecoder().decode(t.subarray(0,zt-100));return`${n.slice(0,Math.max(0,n.lastIndexOf(`
`)))}

Cut here: the rest is in the log.
`}async function Zo(e,t,n,r=[]){let s=({ledger:a})=>[...ve(a,e.world.run,n),...r],o=await F(e.ledgers,s,t);e.told.events+=o.events.length,e.told.done.push(...n.flatMap(a=>kr(a,t.ledger))),Er(e,n,t.ledger);let i=Ce(o.held.ledger,e.world.run).size;return i>0&&e.told.warnings.push(`${i} reservation(s) stay open until it is known what became of them.`),o.held}function Er(e,t,n){let r=new Map;for(let s of t){if(s.kind==="done")continue;let{kind:o,effect:i}=s,a=Pe(s.reason,Le(e)),u=`${i.kind} (${Xt(i,n)})`;o==="refused"&&!Rr.includes(i.kind)&&!s.gone?r.set(a,[...r.get(a)??[],u]):e.told.warnings.push(`${u}: ${a}${o==="ambiguous"?"; it is not known yet whether it happened":""}`)}e.told.failures.push(...[...r].map(([s,o])=>`${o.join(", ")}: ${s}`))}var Rr=["pin-dashboard","link-dependency"],Xt=({kind:e,subject:t,name:n,number:r,purpose:s},o)=>t==="dashboard"?"the dashboard":s?Or[s]:e==="close-copy"?`an extra copy, #${r}`:o.tasks[t]?.title??(n===void 0?t:G(n)),Or={criteria:"criteria",question:"a question",review:"a review",note:"a note"},Ir={"open-issue":"opened","open-dashboard":"dashboard","update-dashboard":"dashboard","pin-dashboard":"pinned","create-label":"label","close-copy":"closed","link-dependency":"linked","post-comment":"commented","edit-comment":"commented"};function kr(e,t){let n=Ir[e.effect.kind];if(e.kind!=="done"||!n||n==="label"&&!e.changed)return[];let r=j(e.number??e.effect.number);return[{kind:n,title:Xt(e.effect,t),wrote:e.changed,...r!==null&&{number:r}}]}function Xo(e,t){let n=xr(e,t),r=n.done.flatMap(({kind:o,number:i})=>o==="opened"&&i?[i]:[]),s={quiet:String(n.quiet),moves:JSON.stringify(n.moves.map(o=>o.kind)),created:JSON.stringify(r),suggested:JSON.stringify(n.tasks.filter(o=>o.status==="suggested").map(o=>o.title)),refused:JSON.stringify(n.refused),issue:String(n.dashboard?.number??""),requests:JSON.stringify(n.requests),usd:String(n.model.usd),queue:vr(n),report:Cr(n)};return{report:n,summary:Vt(n),outputs:s}}var Tr=7e5,Pr=15e4;function Cr(e){let{tasks:t,queue:n}=e;return en(Math.max(t.length,n.length),Tr,r=>({...e,tasks:t.slice(0,r),queue:n.slice(0,r)}))}var vr=({queue:e})=>en(e.length,Pr,t=>e.slice(0,t));function en(e,t,n){for(let r=e;;r=Math.floor(r/2)){let s=JSON.stringify(n(r));if(s.length<=t||r===0)return s}}var Zt=["rebuilt","closed","label","opened","linked","commented","suggested","withdrawn","dashboard","pinned"],Ar=e=>[...e].sort((t,n)=>Zt.indexOf(t.kind)-Zt.indexOf(n.kind));function xr(e,t){let{told:n,snapshot:r,mode:s,state:o}=e,i=t?.ledger,{outcomes:a,...u}=n,l=Object.values(i?.tasks??{}).filter(Lr),d=Oe(e.config,i?.state??o),c=j(n.dashboard?.number)!==null;return{at:r.now,mode:s,quiet:e.quiet&&n.moves.length===0,head:r.head?.oid??null,observed:Dr(e),...u,done:Ar(u.done),requests:e.world.reader.usage(),model:{calls:0,inputTokens:0,outputTokens:0,usd:0},sequence:i?.state.sequence??o.sequence,nextDue:i?i.state.nextDue:o.nextDue,seconds:Math.round((e.world.clock.elapsed()-e.startedAt)/100)/10,tasks:ke(l,d).map(Re),queue:Ie(l,d).map(_r),dashboard:n.dashboard&&!c?{...n.dashboard,number:null,url:null}:n.dashboard,previous:o.watermark}}var _r=({task:e,position:t,score:n,reasons:r})=>({position:t,number:j(e.number),score:n,reasons:r}),Lr=e=>Ee(e)||e.status==="suggested";function Dr({news:e,state:t}){let n=o=>e.foreign.filter(i=>i.kind===o).length,[r,s]=[n("issue"),n("pull")];return[`${r} issue${r===1?"":"s"}`,`${s} pull request${s===1?"":"s"}`,...e.headMoved?[t.head===null?"head is new":"head moved"]:[],...e.checksChanged?["checks changed"]:[],...e.due?["something is due"]:[]]}export{H as a,X as b,Oo as c,Po as d,Co as e,xo as f,Bo as g,Zo as h,Xo as i};
