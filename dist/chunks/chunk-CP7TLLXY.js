var t="Steward";export{t as a};
