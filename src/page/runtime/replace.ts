/** Replaces methods, each as writable and enumerable as it was. */
export function replace(target: object, methods: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(methods)) {
    const before = Object.getOwnPropertyDescriptor(target, name);
    Object.defineProperty(target, name, {
      configurable: true,
      enumerable: before?.enumerable ?? true,
      writable: true,
      value,
    });
  }
}
