/** The worker's whole program, which build.mjs puts here. */
declare module 'virtual:worker' {
  const code: string;
  export default code;
}
