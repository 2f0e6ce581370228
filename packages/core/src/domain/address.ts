/** Addresses that a key and a prompt may be sent to: encrypted ones, and those of the machine itself. */
export const ADDRESS =
  /^(?:https:\/\/[\w.-]{1,200}|http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]))(?::\d{1,5})?(?:\/[\w.~/-]{0,200})?$/;
export const ADDRESS_WORDS = 'an `https` address without parameters, or an `http` one of the same machine';
