// What run.py asks of the part that this process computes.
static clab::Rank clab_rank;

// A cell: whether it fired and its voltage, and what NEURON knows it by.
struct ClabMember {
  const unsigned char* hit;
  const double* voltage;
  void* seen;
  void (*send)(void* seen, double now);
};
static std::vector<ClabMember> clab_members;

static void clab_send_spikes(double now) {
  for (const auto cell : clab_rank.members_fired) {
    const auto& member = clab_members[cell];
    if (member.send) member.send(member.seen, now);
  }
}

extern "C" {

void clab_give(const char* name, const void* data, std::int64_t count) {
  clab_rank.given[name] = {data, count};
}

// The banks of a group are stepped in the order in which they are given.
int clab_bank(int group, const char* kind, std::int64_t size, double step_ms, const double* shared,
              double* own, const std::int64_t* source, const unsigned char* noted,
              const std::int64_t* rows, double low, double high) {
  const auto found = clab_steps().find(kind);
  if (found == clab_steps().end()) return 0;
  auto& banks = group == 0 ? clab_rank.cells : group == 1 ? clab_rank.stepped : clab_rank.slow;
  clab::Bank bank{found->second, size,    shared,  own,  step_ms, source, noted,
                  rows[0],       rows[1], rows[2], low,  high,    {},      -1};
  banks.push_back(std::move(bank));
  return 1;
}

void clab_ready(double step_ms, std::int64_t slow_steps, std::int64_t ring, int alone,
                double* numbers) {
  clab_rank.ready(step_ms, slow_steps, ring, alone != 0, numbers);
  for (auto& bank : clab_rank.cells) {
    if (bank.voltage < 0) continue;
    bank.first_member = std::int64_t(clab_members.size());
    for (std::int64_t k = 0; k < bank.size; ++k)
      clab_members.push_back(
          {&bank.hit[k], &bank.own[bank.voltage * bank.size + k], nullptr, nullptr});
  }
}

void clab_link(double cell, void* seen, void (*send)(void* seen, double now)) {
  clab_members[std::size_t(cell)].seen = seen;
  clab_members[std::size_t(cell)].send = send;
}

void clab_advance(double now, double step) {
  const auto goal = std::int64_t(std::floor(now / step + 0.5));
  if (clab_rank.tick >= goal) return;
  while (clab_rank.tick < goal) clab_rank.step();
  clab_send_spikes(now);
}

double clab_has_fired(double cell) {
  return *clab_members[std::size_t(cell)].hit && !clab_rank.strayed ? 1.0 : 0.0;
}

double clab_voltage(double cell) { return *clab_members[std::size_t(cell)].voltage; }

void clab_arrive(double source, double at) {
  clab_rank.arrive(std::int64_t(source), std::int64_t(at));
}

void clab_hear() { clab_rank.hear(); }

void clab_begin() { clab_rank.begin(); }

void clab_report(const std::int64_t* spikes, std::int64_t count) {
  for (std::int64_t k = 0; k < count; ++k)
    clab_rank.report(spikes[3 * k], spikes[3 * k + 1], spikes[3 * k + 2]);
}

std::int64_t clab_outbox(const std::int64_t** found) {
  *found = clab_rank.outbox.data();
  return std::int64_t(clab_rank.outbox.size()) / 3;
}

void clab_clear_outbox() { clab_rank.outbox.clear(); }

std::int64_t clab_spikes(const std::int64_t** found) {
  *found = clab_rank.spikes.data();
  return std::int64_t(clab_rank.spikes.size()) / 3;
}

std::int64_t clab_columns(std::int64_t watch, const double** found) {
  *found = clab_rank.watches[watch].columns.data();
  return std::int64_t(clab_rank.watches[watch].columns.size()) / 2;
}

std::int64_t clab_vesicles(const double** ready, const double** used, const std::int64_t** last) {
  *ready = clab_rank.vesicles.data();
  *used = clab_rank.utilised.data();
  *last = clab_rank.last_use.data();
  return std::int64_t(clab_rank.vesicles.size());
}

std::int64_t clab_tick() { return clab_rank.tick; }

int clab_strayed() { return clab_rank.strayed ? 1 : 0; }
}
