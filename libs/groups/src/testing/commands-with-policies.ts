import { Decider, policyCommandMetadata } from '@app/decider';
import type { InMemoryEventStore } from '@app/event-store';
import type { Recorded } from '@app/kernel';
import type { Command, CommandBus, ICommandHandler } from '@nestjs/cqrs';
import { COMMAND_HANDLER_METADATA } from '@nestjs/cqrs/dist/decorators/constants';
import * as commands from '../commands';
import { PendingItems } from '../commands/pending-items';
import { SlugReservations } from '../commands/slug-reservations';
import { Policies } from '../policies/policies';
import type { PolicyLookups } from '../policies/policy-lookups';
import { settingsWithUnknown } from './people.examples';

type HandlerClass = new (...args: readonly unknown[]) => ICommandHandler;
const handlerClasses = new Map(
  Object.values(commands as Record<string, unknown>).flatMap((exported) => {
    const command: unknown =
      typeof exported === 'function' ? Reflect.getOwnMetadata(COMMAND_HANDLER_METADATA, exported) : undefined;
    return command ? [[command, exported as HandlerClass] as const] : [];
  }),
);

/** A command bus on this decider, without Nest. */
export const commandBusOn = (decider: Decider, pending = new PendingItems()): Pick<CommandBus, 'execute'> => ({
  execute: <R>(command: Command<R>): Promise<R> => {
    const Handler = handlerClasses.get(command.constructor)!;
    const others = (Reflect.getMetadata('design:paramtypes', Handler) ?? []) as readonly unknown[];
    const handler = new Handler(
      decider,
      settingsWithUnknown('PUBLIC'),
      ...others.slice(2).map((type) => (type === PendingItems ? pending : new SlugReservations(decider))),
    );
    return handler.execute(command) as Promise<R>;
  },
});

/** Runs the policies of what this decider appends, and of what follows from that, before the append returns. */
export function runPoliciesOf(
  decider: Decider,
  store: InMemoryEventStore,
  lookups: Pick<PolicyLookups, 'lookUp'>,
): void {
  const own = new Decider(store);
  const handlers = new Policies(commandBusOn(own) as CommandBus, lookups as PolicyLookups).handlers();
  const handle = async (events: readonly Recorded[]) => {
    for (const event of events)
      for (const policy of handlers.filter(({ on }) => on.includes(event.type)))
        for await (const chunk of policy.commands(event))
          for (const { key, send } of chunk) await send(policyCommandMetadata(event, policy.name, key));
  };
  own.onAppended(handle);
  decider.onAppended(handle);
}
