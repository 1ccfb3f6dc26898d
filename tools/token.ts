import { tokenFor } from './token/token-for';

tokenFor(process.argv.slice(2), process.env).then(
  ({ token, signedWith }) => {
    console.error(`signed with ${signedWith}`);
    console.log(token);
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : 'no token could be made');
    process.exitCode = 1;
  },
);
