// Makes of each WIT world that is named a module that imports and exports what the world does, and writes it as text beside it.
import { $init, tools } from './node_modules/@bytecodealliance/jco/obj/wasm-tools.js';
import { readFileSync, writeFileSync } from 'node:fs';

await $init;
let failed = 0;
for (const file of process.argv.slice(2)) {
    const witSource = readFileSync(file, 'utf8');
    const world = /^world %?([-\w]+) \{$/m.exec(witSource)[1];
    try {
        writeFileSync(file + '.wat', tools.print(tools.componentEmbed({ dummy: true, witSource, world })));
    } catch (error) {
        failed++;
        console.log(`${file}: ${error.message}\n${witSource}`);
    }
}
process.exit(failed === 0 ? 0 : 1);
