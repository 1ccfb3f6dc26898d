import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';

type MemberType = Type | StringConstructor;
/** The type of a member: a class with documented properties, `String`, a list of either, or an object with one for each id. */
type Member = MemberType | readonly [MemberType] | { readonly byId: MemberType };
/** The members of a response body by their names. A name that ends with `?` is optional. */
export type ResponseMembers = Readonly<Record<string, Member>>;

type ValueOf<M> = M extends readonly [infer Item]
  ? readonly ValueOf<Item>[]
  : M extends { readonly byId: infer Item }
    ? Readonly<Record<string, ValueOf<Item>>>
    : M extends StringConstructor
      ? string
      : M extends Type<infer Instance>
        ? Instance
        : never;
type RequiredName<Name> = Name extends `${string}?` ? never : Name;
type OptionalName<Name> = Name extends `${infer Plain}?` ? Plain : never;
type ResponseBody<Members> = { readonly [Name in keyof Members as RequiredName<Name>]: ValueOf<Members[Name]> } & {
  readonly [Name in keyof Members as OptionalName<Name>]?: ValueOf<Members[Name]>;
};

/** The property names in `Given`, at any depth, that `Documented` does not have. */
type UndocumentedNames<Given, Documented> = Given extends readonly (infer Item)[]
  ? Documented extends readonly (infer DocumentedItem)[]
    ? UndocumentedNames<Item, DocumentedItem>
    : never
  : Given extends object
    ? {
        [Name in keyof Given]-?: Name extends keyof Documented
          ? UndocumentedNames<NonNullable<Given[Name]>, NonNullable<Documented[Name]>>
          : Name;
      }[keyof Given]
    : never;
type NothingUndocumented<Documented, Method extends (...args: never[]) => unknown> = [
  UndocumentedNames<Awaited<ReturnType<Method>>, Documented>,
] extends [never]
  ? unknown
  : { readonly undocumented: UndocumentedNames<Awaited<ReturnType<Method>>, Documented> };

/** Decorates a method whose result has exactly the documented type; any other method does not compile. */
type RespondsDecorator<Documented> = <Method extends (...args: never[]) => Promise<Documented>>(
  target: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<Method> & NothingUndocumented<Documented, Method>,
) => void;

/**
 * Documents the body of a successful response: `@Responds({ members: [MemberDto], 'failures?': [FailureDto] })`.
 * The compiler checks the method both ways: it returns everything that is documented, and nothing else.
 */
export function Responds<const Members extends ResponseMembers>(
  members: Members,
): RespondsDecorator<ResponseBody<Members>> {
  const entries = Object.entries(members).map(([name, member]) => {
    const isOptional = name.endsWith('?');
    return { name: isOptional ? name.slice(0, -1) : name, isOptional, member };
  });
  const required = entries.filter(({ isOptional }) => !isOptional).map(({ name }) => name);
  const schema = {
    type: 'object',
    properties: Object.fromEntries(entries.map(({ name, member }) => [name, schemaOf(member)])),
    ...(required.length > 0 && { required }), // an empty list is not valid in OpenAPI
  };
  return applyDecorators(
    ApiExtraModels(...entries.flatMap(({ member }) => modelsIn(member))),
    ApiOkResponse({ schema }),
  );
}

type MemberSchema =
  | { readonly $ref: string }
  | { readonly type: 'string' }
  | { readonly type: 'array'; readonly items: MemberSchema }
  | { readonly type: 'object'; readonly additionalProperties: MemberSchema };

function schemaOf(member: Member): MemberSchema {
  if (isList(member)) return { type: 'array', items: schemaOf(member[0]) };
  if (isMap(member)) return { type: 'object', additionalProperties: schemaOf(member.byId) };
  return isText(member) ? { type: 'string' } : { $ref: getSchemaPath(member) };
}

function modelsIn(member: Member): Type[] {
  const type = isList(member) ? member[0] : isMap(member) ? member.byId : member;
  return isText(type) ? [] : [type];
}

const isList = (member: Member): member is readonly [MemberType] => Array.isArray(member);
const isMap = (member: MemberType | { readonly byId: MemberType }): member is { readonly byId: MemberType } =>
  'byId' in member;
const isText = (member: MemberType): member is StringConstructor => member === String;
