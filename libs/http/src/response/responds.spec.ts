import { Controller, Get, Module } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ApiProperty, ApiPropertyOptional, DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { Responds } from './responds';

class Account {
  @ApiProperty({ example: 'Savings' }) readonly name!: string;
  @ApiPropertyOptional() readonly balance?: number;
}

const opened = { name: 'Savings' };

@Controller()
class BankController {
  @Get('one')
  @Responds({ account: Account })
  one() {
    return Promise.resolve({ account: opened });
  }

  @Get('many')
  @Responds({
    name: String,
    accounts: [Account],
    currencies: [String],
    accountsById: { byId: Account },
    'closed?': [Account],
  })
  many() {
    return Promise.resolve({
      name: 'Main Street',
      accounts: [opened],
      currencies: ['EUR'],
      accountsById: { a: opened },
    });
  }

  @Get('nothing')
  @Responds({})
  nothing() {
    return Promise.resolve({});
  }
}

/** Methods that must not compile: if one did, its `@ts-expect-error` would be an error. */
class DoNotCompile {
  // @ts-expect-error a documented member is missing
  @Responds({ account: Account })
  missing() {
    return Promise.resolve({ accounts: [opened] });
  }

  // @ts-expect-error a member has another type
  @Responds({ account: Account })
  another() {
    return Promise.resolve({ account: { name: 3 } });
  }

  // @ts-expect-error a required member may be absent
  @Responds({ account: Account })
  sometimes() {
    return Promise.resolve<{ account?: Account }>({});
  }

  // @ts-expect-error a member is not documented
  @Responds({ account: Account })
  more() {
    return Promise.resolve({ account: opened, fee: 3 });
  }

  // @ts-expect-error a property of items of a list is not documented
  @Responds({ accounts: [Account] })
  moreInside() {
    return Promise.resolve({ accounts: [{ ...opened, pin: '1234' }] });
  }
}

@Module({ controllers: [BankController] })
class BankModule {}

describe('Responds', () => {
  let document: OpenAPIObject;
  const responseOf = (path: string) => document.paths[path]?.get?.responses[200];
  const account = { $ref: '#/components/schemas/Account' };

  beforeAll(async () => {
    const app = (await Test.createTestingModule({ imports: [BankModule] }).compile()).createNestApplication(
      new FastifyAdapter(),
    );
    document = SwaggerModule.createDocument(app, new DocumentBuilder().build());
    await app.close();
  });

  it('documents the members and adds the schemas of their classes', () => {
    expect(responseOf('/one')).toMatchObject({
      content: { 'application/json': { schema: { type: 'object', properties: { account }, required: ['account'] } } },
    });
    expect(document.components?.schemas).toMatchObject({ Account: { required: ['name'] } });
  });

  it('documents strings, lists, objects by id and optional members', () =>
    expect(responseOf('/many')).toMatchObject({
      content: {
        'application/json': {
          schema: {
            properties: {
              name: { type: 'string' },
              accounts: { type: 'array', items: account },
              currencies: { type: 'array', items: { type: 'string' } },
              accountsById: { type: 'object', additionalProperties: account },
              closed: { type: 'array', items: account },
            },
            required: ['name', 'accounts', 'currencies', 'accountsById'],
          },
        },
      },
    }));

  it('documents an empty body', () =>
    expect(responseOf('/nothing')).toMatchObject({
      content: { 'application/json': { schema: { type: 'object', properties: {} } } },
    }));

  it('is checked against the method by the compiler', () => expect(DoNotCompile.name).toBe('DoNotCompile'));
});
