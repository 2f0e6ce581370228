var n=e=>e,t=e=>e;export{n as a,t as b};
