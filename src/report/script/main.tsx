import type { PageData } from '../page-data.ts'
import { startPage } from './start-page.tsx'
import { canUnpack } from './unpack.ts'

const data = document.getElementById('page-data')?.textContent
// Without what it needs the page stays as it is: complete, but of the runs that it was drawn with.
if (data !== null && data !== undefined && canUnpack) void startPage(JSON.parse(data) as PageData)
