var r=["token-bucket","sliding-window","fixed-window","adaptive"],n=["requests","tokens"],e={minute:6e4,hour:36e5,day:864e5},t=Object.keys(e),o=1e7;export{r as a,n as b,e as c,t as d,o as e};
