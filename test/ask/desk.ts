import { askChoice, askPassword, askText, confirm } from '../../src/ask/ask.ts';
import { isProblem } from '../../src/errors.ts';

/** Asks what its argument says and prints the answer as JSON on stdout. */
const desk = { stdin: process.stdin, prompts: process.stderr };
const questions = {
  text: () => askText(desk, 'Account', 'admin'),
  password: () => askPassword(desk, 'Password of 研发部'),
  confirm: () => confirm(desk, 'Delete it?'),
  choice: () => askChoice(desk, 'Which?', { one: 'one', two: '第二个', three: 'three' }),
};

questions[process.argv[2] as keyof typeof questions]().then(
  (answer) => process.stdout.write(`answer ${JSON.stringify(answer)}\n`),
  (error) => process.stdout.write(isProblem(error, 'interrupted') ? 'interrupted\n' : `${error}\n`),
);
