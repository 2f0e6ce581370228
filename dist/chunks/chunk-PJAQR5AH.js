var t=["observe","suggest","assist","autopilot"];export{t as a};
