import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';

type MemberType = Type | StringConstructor;
/** What a member of an answer is: a class whose properties are described, a text, a list of either, or many by their ids. */
type Member = MemberType | readonly [MemberType] | { readonly byId: MemberType };
/** The members of an answer by their names. A name that ends with `?` is of one that may be absent. */
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

/** The names in `Given`, however deep, that `Described` does not know. */
type UndocumentedNames<Given, Described> = Given extends readonly (infer Item)[]
  ? Described extends readonly (infer DescribedItem)[]
    ? UndocumentedNames<Item, DescribedItem>
    : never
  : Given extends object
    ? {
        [Name in keyof Given]-?: Name extends keyof Described
          ? UndocumentedNames<NonNullable<Given[Name]>, NonNullable<Described[Name]>>
          : Name;
      }[keyof Given]
    : never;
type NothingUndocumented<Described, Method extends (...args: never[]) => unknown> = [
  UndocumentedNames<Awaited<ReturnType<Method>>, Described>,
] extends [never]
  ? unknown
  : { readonly undescribed: UndocumentedNames<Awaited<ReturnType<Method>>, Described> };

/** Decorates a method that answers with exactly what is described: anything else does not compile. */
type RespondsDecorator<Described> = <Method extends (...args: never[]) => Promise<Described>>(
  target: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<Method> & NothingUndocumented<Described, Method>,
) => void;

/**
 * Documents the body of a route's success: `@Answers({ members: [MemberAnswer], 'failures?': [FailureAnswer] })`.
 * The compiler holds the method against it, both ways: what is described is there, and what is there is described.
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
    ...(required.length > 0 && { required }), // an empty list is no valid OpenAPI
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
  const one = isList(member) ? member[0] : isMap(member) ? member.byId : member;
  return isText(one) ? [] : [one];
}

const isList = (member: Member): member is readonly [MemberType] => Array.isArray(member);
const isMap = (member: MemberType | { readonly byId: MemberType }): member is { readonly byId: MemberType } =>
  'byId' in member;
const isText = (member: MemberType): member is StringConstructor => member === String;
