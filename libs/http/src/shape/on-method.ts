type OnMethod = (target: object, method: string | symbol, index: number, descriptor: PropertyDescriptor) => void;

/** A decorator of a method's parameter that also says something of the method. */
export const documentedParameter =
  (decorate: OnMethod): ParameterDecorator =>
  (target, method, index) => {
    const descriptor = method === undefined ? undefined : Object.getOwnPropertyDescriptor(target, method);
    if (method !== undefined && descriptor) decorate(target, method, index, descriptor);
  };
