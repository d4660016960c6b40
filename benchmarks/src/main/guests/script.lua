-- What an embedded interpreter does all day: tables, strings, closures, objects, numbers and garbage. Returns a checksum.
local repeats = ...
local checksum = 0

local function add(value)
  checksum = (checksum * 31 + value) & 0xffffffffffff
end

-- Binary trees: allocation and collection.
local function tree(depth)
  if depth == 0 then return {} end
  return {tree(depth - 1), tree(depth - 1)}
end

local function nodes(node)
  return node[1] and 1 + nodes(node[1]) + nodes(node[2]) or 1
end

-- Queens: integer arithmetic and arrays.
local function queens(n)
  local count, columns, up, down = 0, {}, {}, {}
  local function place(row)
    if row > n then
      count = count + 1
      return
    end
    for column = 1, n do
      if not (columns[column] or up[row + column] or down[row - column + n]) then
        columns[column], up[row + column], down[row - column + n] = true, true, true
        place(row + 1)
        columns[column], up[row + column], down[row - column + n] = false, false, false
      end
    end
  end
  place(1)
  return count
end

-- Words: patterns, hashes, sorting with a comparator, building strings.
local function words(text)
  local counts, list = {}, {}
  for word in text:gmatch("%a+") do
    word = word:lower()
    if not counts[word] then list[#list + 1] = word end
    counts[word] = (counts[word] or 0) + 1
  end
  table.sort(list, function(a, b)
    if counts[a] ~= counts[b] then return counts[a] > counts[b] end
    return a < b
  end)
  local lines = {}
  for i, word in ipairs(list) do lines[i] = string.format("%s %d", word, counts[word]) end
  return table.concat(lines, "\n")
end

local function text(seed)
  local pieces, x = {}, seed
  for i = 1, 2000 do
    x = (x * 1103515245 + 12345) & 0x7fffffff
    local word = {}
    for j = 1, 1 + (x >> 16) % 3 do word[j] = string.char(97 + (x >> (j * 4)) % 6) end
    pieces[i] = table.concat(word)
  end
  return table.concat(pieces, " ")
end

-- Spectral norm: floating point in nested loops.
local function spectral(n)
  local function a(i, j) return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1) end
  local u, v = {}, {}
  for i = 0, n - 1 do u[i] = 1.0 end
  local function multiply(from, to)
    for i = 0, n - 1 do
      local sum = 0.0
      for j = 0, n - 1 do sum = sum + a(i, j) * from[j] end
      to[i] = sum
    end
  end
  for _ = 1, 4 do
    multiply(u, v)
    multiply(v, u)
  end
  local sum = 0.0
  for i = 0, n - 1 do sum = sum + u[i] * v[i] end
  return math.floor(sum * 1e6)
end

-- Accounts: methods through metatables.
local Account = {}
Account.__index = Account

function Account.new(balance) return setmetatable({balance = balance, moves = 0}, Account) end

function Account:deposit(amount)
  self.balance = self.balance + amount
  self.moves = self.moves + 1
  return self
end

local function accounts(n)
  local all, total = {}, 0
  for i = 1, 50 do all[i] = Account.new(i) end
  for i = 1, n do all[i % 50 + 1]:deposit(i % 7):deposit(-(i % 3)) end
  for _, account in ipairs(all) do total = total + account.balance * account.moves end
  return total
end

for i = 1, repeats do
  add(nodes(tree(10)))
  add(queens(6))
  local counted = words(text(i))
  for position = 1, #counted, 7 do add(counted:byte(position)) end
  add(#counted:gsub("(%a+) (%d+)", "%2:%1"))
  add(spectral(40))
  add(accounts(3000))
end
return checksum
