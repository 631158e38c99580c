/**
 * A form's values on their way to an action. The action reads and checks every field itself, so
 * what a browser sent needs no type before it gets there.
 */
export function asInput<Input>(values: Readonly<Record<string, unknown>>): Input {
  return values as Input; // see above: the action's schema decides
}
