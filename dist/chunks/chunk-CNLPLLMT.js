var p=({input:o,cacheRead:e,cacheWrite:t,cacheWriteLong:n})=>o+e+t+n,r=o=>p(o)+o.output;export{p as a,r as b};
