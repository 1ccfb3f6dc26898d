import { readSettings, type Settings } from '@app/config';
import {
  type EventStore,
  EventStoreUnavailable,
  EventUnreadable,
  InMemoryEventStore,
  raiseHighWater,
} from '@app/event-store';
import { signToken, type TokenOptions } from '@app/identity';
import { accept, refuse } from '@app/kernel';
import { InMemoryReadStore, ReadModelBehind, ReadStoreUnavailable } from '@app/read-store';
import {
  Body,
  Controller,
  Delete,
  type DynamicModule,
  Get,
  Module,
  Param,
  Patch,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import {
  CALLER_CHECK,
  type CallerCheck,
  createHttpApp,
  defineProblems,
  ETag,
  EVENT_STORE,
  type ExpectedRevision,
  FromReader,
  type HttpOptions,
  IfMatch,
  IsMemberId,
  MemberParam,
  Nested,
  NestedList,
  offsetPagingOf,
  PageQuery,
  QueryList,
  READINESS_PROBES,
  type ReadinessProbe,
  ReadOnly,
  type Reader,
  Reads,
  RequestId,
  RESPONSE_STORE,
  type SetETag,
  Text,
  UuidParam,
  WildcardParam,
  Writes,
} from '.';

// Starting an application takes seconds on a busy machine.
jest.setTimeout(60_000);

const { ApiProblems, orProblem } = defineProblems({ ACCOUNT_CLOSED: [409, 'The account is already closed.'] });

class Entry {
  @Text({ max: 5, notBlank: true }) readonly text!: string;
}

class Account {
  @Text({ max: 3, notBlank: true }) readonly name!: string;
  @IsOptional() @IsBoolean() readonly joint?: boolean;
  @IsOptional() @NestedList(() => Entry, { max: 2 }) readonly entries?: Entry[];
  @ReadOnly() readonly id?: string;
}

class AccountBody {
  @Nested(() => Account) readonly account!: Account;
}

class AccountsQuery extends PageQuery {
  @IsOptional() @IsIn(['EUR', 'USD']) readonly currency?: string;
  @IsOptional() @QueryList() @Text({ max: 2, each: true }) readonly memberIds?: string[];
}

class IdsQuery {
  @QueryList() @IsMemberId({ each: true }) readonly memberIds?: string[];
}

@Controller('v2/accounts')
class AccountsController {
  @Get()
  @Reads({ visitors: true })
  list(@Query() query: AccountsQuery, @FromReader() { caller, consistentWith }: Reader) {
    return {
      ...offsetPagingOf(query),
      currency: query.currency,
      memberIds: query.memberIds,
      caller,
      consistentWith: consistentWith && String(consistentWith),
    };
  }

  @Get('slugs/*')
  @Reads({ visitors: true })
  bySlug(@WildcardParam('slug') slug: string) {
    return { slug };
  }

  @Get('ids')
  @Reads({ visitors: true })
  ids(@Query() { memberIds = [] }: IdsQuery) {
    return { count: memberIds.length };
  }

  @Get('own')
  @Reads()
  own(@RequestId() requestId: string) {
    return { requestId };
  }

  @Get('broken/:how')
  @Reads({ visitors: true })
  broken(@Param('how') how: string) {
    const failures: Record<string, Error> = {
      'event-store': new EventStoreUnavailable('down at 10.0.0.7'),
      append: new EventStoreUnavailable('down', 'UNKNOWN'),
      unreadable: new EventUnreadable({
        id: 'e',
        type: 'AccountFrozen',
        stream: 'account-a',
        revision: 3,
        position: 9n,
        unreadable: 'UNKNOWN_TYPE',
      }),
      'read-store': new ReadStoreUnavailable('down at 10.0.0.8'),
      behind: new ReadModelBehind('late'),
    };
    throw failures[how] ?? new Error('the password is 12345');
  }

  @Post()
  @Writes()
  open(@Body() { account }: AccountBody) {
    return { account };
  }

  @Patch(':accountId')
  @Writes()
  change(@UuidParam('accountId') accountId: string, @Body() { account }: AccountBody) {
    raiseHighWater(7n);
    return { accountId, account };
  }

  @Delete(':accountId')
  @Writes()
  remove(@UuidParam('accountId') accountId: string) {
    return { accountId };
  }

  @Post(':accountId/close')
  @Writes()
  @ApiProblems('ACCOUNT_CLOSED')
  close(@UuidParam('accountId') accountId: string) {
    const closed = accountId.startsWith('0') ? refuse('ACCOUNT_CLOSED', { by: 'ravi' }) : accept();
    return orProblem(closed);
  }

  @Put(':accountId/owner')
  @Writes()
  changeOwner(
    @UuidParam('accountId') _accountId: string,
    @IfMatch() expected: ExpectedRevision,
    @ETag() setETag: SetETag,
  ) {
    setETag(3);
    return { expected: expected ?? 'nothing' };
  }

  @Put('undecorated')
  undecorated() {
    return {};
  }
}

@Controller('v2/members/:memberId/accounts')
class MemberAccountsController {
  @Get()
  @Reads()
  list(@MemberParam('memberId') memberId: string) {
    return { memberId };
  }
}

@Module({})
class SampleModule {
  static of(store: EventStore, probes: readonly ReadinessProbe[], check: CallerCheck): DynamicModule {
    return {
      module: SampleModule,
      global: true,
      controllers: [AccountsController, MemberAccountsController],
      providers: [
        { provide: EVENT_STORE, useValue: store },
        { provide: RESPONSE_STORE, useValue: new InMemoryReadStore() },
        { provide: READINESS_PROBES, useValue: probes },
        { provide: CALLER_CHECK, useValue: check },
      ],
      exports: [EVENT_STORE, RESPONSE_STORE, READINESS_PROBES, CALLER_CHECK],
    };
  }
}

/** The secret that tokens of the sample app are signed with. */
export const secret = 'a secret of more than 32 bytes for tests';

/** A token for the sample app. Default: of the member ravi, valid for an hour. */
export const token = (claims: Partial<TokenOptions> = {}): Promise<string> =>
  signToken(new TextEncoder().encode(secret), { sub: 'ravi', expiresInSeconds: 3600, ...claims });

type Sample = HttpOptions & {
  readonly env?: Readonly<Record<string, string>>;
  readonly store?: EventStore;
  readonly probes?: readonly ReadinessProbe[];
  readonly check?: CallerCheck;
};

/** Settings for the sample app, without log output unless `env` says otherwise. */
export const settingsOf = (env: Sample['env'] = {}): Settings =>
  readSettings({ AUTH_SECRET: secret, LOG_LEVEL: 'silent', ...env });

/** A small application of bank accounts behind this library. By default `check` lets every caller in. */
export function sampleApp({
  env,
  store,
  probes = [],
  check = () => Promise.resolve(),
  logTo,
}: Sample = {}): Promise<NestFastifyApplication> {
  const module = SampleModule.of(store ?? new InMemoryEventStore(), probes, check);
  return createHttpApp(module, settingsOf(env), { logTo });
}
