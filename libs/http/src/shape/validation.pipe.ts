import { ValidationPipe } from '@nestjs/common';
import { InvalidRequest } from '../problems/problem';
import { violationsOf } from './violations';

/** Bodies and query strings must be what their classes say: nothing missing, nothing else, no type guessed. */
export const validationPipe = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: true }, // a missing value is told apart from a wrong one
    exceptionFactory: (errors) => new InvalidRequest(violationsOf(errors)),
  });
