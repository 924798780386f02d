// The part of a circuit that one process computes: its cells, what drives them, what is slow.
// Arrays belong to run.py, which gives them by name; everything here is done step by step, in the
// order of CircuitLab's own engine, so that both give the same numbers.
#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace clab {

using Whole = std::int64_t;

struct Given {
  const void* data;
  Whole count;
};

// A number for each, or one for all.
template <class Value>
struct Column {
  const Value* data = nullptr;
  Whole each = 0;
  Whole count = 0;
  Value operator[](Whole k) const { return data[k * each]; }
};

struct Bank {
  ClabStep step;
  Whole size;
  const double* shared;
  double* own;
  double step_ms;
  const Whole* source;           // number of each cell among all that can fire
  const unsigned char* noted;    // whether this process writes its spikes down
  Whole key, mean;               // rows of a source that may fire several times a step, or none
  Whole voltage;                 // row of the voltage, or -1
  double low, high;
  std::vector<unsigned char> hit;
  Whole first_member = -1;       // among the cells that NEURON knows, or none

  double at(Whole row, Whole cell) const {
    return row >= 0 ? own[row * size + cell] : shared[-1 - row];
  }
};

struct Feeds {
  Column<Whole> target, first, source;
  Column<double> gain;
};

struct Event {
  Whole order;     // tick of its spike, listed ones first
  Whole terminal;
  double size;
};

// What scales the releases of a synapse, as it is now and as it was when a spike left elsewhere.
struct Factor {
  Whole address;
  std::vector<std::pair<Whole, double>> past;
};

struct Watch {
  Whole address, every;
  double low = std::numeric_limits<double>::infinity(), high = -low;
  std::vector<double> columns = {};
};

struct Spike {
  Whole source, at, count;
};

enum class Sent { here, elsewhere, reported };

constexpr Whole none = std::numeric_limits<Whole>::min();
constexpr double at_once = 1e-3;  // steps between two spikes at one tick

class Rank {
 public:
  Whole tick = 0;
  bool strayed = false;
  std::map<std::string, Given> given;
  std::vector<Bank> cells, stepped, slow;
  std::vector<Whole> spikes;   // source, tick, count
  std::vector<Whole> members_fired;  // in the last step, of the cells that NEURON knows
  std::vector<Whole> outbox;   // spikes that slow biology of other processes hears of
  std::vector<Watch> watches;
  std::vector<double> vesicles, utilised;
  std::vector<Whole> last_use;

  void ready(double milliseconds, Whole slow, Whole ring_length, bool is_alone, double* numbers) {
    step_ms = milliseconds;
    slow_steps = slow;
    state = numbers;
    alone = is_alone;
    ring.resize(ring_length);
    read_feeds("fast", fast);
    read_feeds("always", always);
    read_feeds("slow", slowly);
    read_feeds("sensed", sensed);
    read_terminals("");
    for (Whole k = 0; k < release_at.count; ++k) factors.push_back({release_at[k], {}});
    if (!alone) remember_factors();
    for (Whole k = 0; k < whole("watch.address").count; ++k)
      watches.push_back({whole("watch.address")[k], whole("watch.every")[k]});
    for (auto* banks : {&cells, &stepped, &this->slow})
      for (auto& bank : *banks) bank.hit.resize(bank.size);
  }

  void step() {
    members_fired.clear();
    if (!strayed) {
      begin();
      if (tick % slow_steps == 0) call(slow), copy(slowly);
      if (!stepped.empty()) move_stimuli();
      step_cells();
    }
    ++tick;
    begun = false;
    if (strayed) return;
    if (!alone) remember_factors();
    watch();
    if (tick % (8 * slow_steps) == 0) look_for_strays();
  }

  // What comes before slow biology: changes, listed spikes, arrivals.
  void begin() {
    if (begun) return;
    begun = true;
    change();
    fire_listed();
    take_inbox();
    deliver();
  }

  void arrive(Whole source, Whole at) { inbox.push_back({source, at, 1}); }

  // What has left elsewhere by now, whenever it arrives: vesicles are used when a spike leaves.
  void hear() { take_inbox(); }

  void report(Whole source, Whole at, Whole count) {
    release(source, at, count, Sent::reported, 1);
  }

 private:
  double step_ms = 0.0;
  double* state = nullptr;
  Whole slow_steps = 1;
  bool alone = true, begun = false;
  Feeds fast, always, slowly, sensed;
  std::vector<std::vector<Event>> ring;
  std::vector<Spike> fired, inbox;
  std::vector<Factor> factors;
  Column<Whole> first, target_first, release_at;
  Column<std::int32_t> target_a, target_b, factor_of;
  Column<double> delay, delay_sd, use, recovery, facilitation, weight;
  Column<std::uint64_t> key;
  Column<unsigned char> reported, reporting;
  Whole next_listed = 0, next_change = 0;

  template <class Value>
  Column<Value> column(const std::string& name) const {
    const auto found = given.find(name);
    if (found == given.end()) return {};
    return {static_cast<const Value*>(found->second.data), found->second.count == 1 ? 0 : 1,
            found->second.count};
  }
  Column<Whole> whole(const std::string& name) const { return column<Whole>(name); }
  Column<double> real(const std::string& name) const { return column<double>(name); }

  template <class Value>
  void replace(Column<Value>& old, const std::string& name) const {
    const auto found = column<Value>(name);
    if (found.data) old = found;
  }

  void read_feeds(const std::string& name, Feeds& feeds, const std::string& when = "") {
    replace(feeds.target, name + ".target" + when);
    replace(feeds.first, name + ".first" + when);
    replace(feeds.source, name + ".source" + when);
    replace(feeds.gain, name + ".gain" + when);
  }

  void read_terminals(const std::string& when) {
    replace(first, "first" + when);
    replace(target_first, "target_first" + when);
    replace(release_at, "release_at" + when);
    replace(factor_of, "factor" + when);
    replace(target_a, "target_a" + when);
    replace(target_b, "target_b" + when);
    replace(weight, "weight" + when);
    replace(delay, "delay" + when);
    replace(delay_sd, "delay_sd" + when);
    replace(use, "use" + when);
    replace(recovery, "recovery" + when);
    replace(facilitation, "facilitation" + when);
    replace(key, "key" + when);
    replace(reported, "reported" + when);
    replace(reporting, "reporting" + when);
    const Whole terminals = target_first.count - 1;
    if (use.each == 0 && (use.count == 0 || use[0] == 0.0)) return;
    vesicles.resize(terminals, 1.0);
    utilised.resize(terminals, 0.0);
    last_use.resize(terminals, 0);
  }

  void call(std::vector<Bank>& banks) {
    for (auto& bank : banks)
      bank.step(bank.shared, bank.own, bank.size, bank.step_ms, tick * step_ms, tick, bank.hit.data());
  }

  void copy(const Feeds& feeds) {
    for (Whole k = 0; k < feeds.target.count; ++k) {
      double value = 0.0;
      for (Whole j = feeds.first[k]; j < feeds.first[k + 1]; ++j)
        value += feeds.gain[j] * state[feeds.source[j]];
      state[feeds.target[k]] = value;
    }
  }

  void move_stimuli() {
    copy(sensed);
    call(stepped);
    follow_curves();
    copy(fast);
    copy(always);
  }

  void follow_curves() {
    const auto phase = whole("curve.phase"), gain = whole("curve.gain");
    const auto output = whole("curve.output"), from = whole("curve.first");
    for (Whole k = 0; k < phase.count; ++k) {
      const double at = state[phase[k]];
      const double height = at >= 0.0 ? height_at(at, from[k], from[k + 1]) : 0.0;
      state[output[k]] = state[gain[k]] * height;
    }
  }

  double height_at(double phase, Whole from, Whole end) const {
    const auto time = real("curve.time"), height = real("curve.height");
    const Whole after = std::upper_bound(time.data + from, time.data + end, phase) - time.data;
    if (after == from) return height[from];
    if (after == end) return height[after - 1];
    const double part = (phase - time[after - 1]) / (time[after] - time[after - 1]);
    return height[after - 1] + part * (height[after] - height[after - 1]);
  }

  void step_cells() {
    call(cells);
    fired.clear();
    members_fired.clear();
    for (auto& bank : cells)
      for (Whole k = 0; k < bank.size; ++k)
        if (bank.hit[k] && bank.source[k] >= 0) note_hit(bank, k);
    std::sort(fired.begin(), fired.end(),
              [](const Spike& a, const Spike& b) { return a.source < b.source; });
    for (const auto& spike : fired) release(spike.source, spike.at, spike.count, Sent::here, 1);
  }

  void note_hit(const Bank& bank, Whole cell) {
    Whole count = 1;
    if (bank.mean != none)
      count = Whole(clab_stimuli_random_count(bank.at(bank.key, cell), bank.at(bank.mean, cell),
                                              std::uint64_t(tick)));
    if (bank.first_member >= 0) members_fired.push_back(bank.first_member + cell);
    note({bank.source[cell], tick + 1, count}, bank.noted[cell]);
    fired.push_back({bank.source[cell], tick + 1, count});
  }

  void note(const Spike& spike, bool mine) {
    if (!mine) return;
    spikes.insert(spikes.end(), {spike.source, spike.at, spike.count});
    if (reporting.count && reporting[spike.source])
      outbox.insert(outbox.end(), {spike.source, spike.at, spike.count});
  }

  void fire_listed() {
    const auto at = whole("listed.tick"), source = whole("listed.source");
    const auto together = whole("listed.together"), mine = whole("listed.mine");
    while (next_listed < at.count && at[next_listed] <= tick + 1) {
      const Spike spike{source[next_listed], at[next_listed], together[next_listed]};
      note(spike, mine[next_listed]);
      release(spike.source, spike.at, spike.count, Sent::here, 0);
      ++next_listed;
    }
  }

  void take_inbox() {
    std::sort(inbox.begin(), inbox.end(), [](const Spike& a, const Spike& b) {
      return std::make_pair(a.at, a.source) < std::make_pair(b.at, b.source);
    });
    for (const auto& spike : inbox) release(spike.source, spike.at, 1, Sent::elsewhere, 1);
    inbox.clear();
  }

  // Each spike releases by itself, one after the other; those that arrive together are one event.
  void release(Whole source, Whole at, Whole count, Sent sent, int phase) {
    for (Whole terminal = first[source]; terminal < first[source + 1]; ++terminal) {
      if (sent != Sent::here && bool(reported[terminal]) != (sent == Sent::reported)) continue;
      double together = released(terminal, at);
      const double later = drawn(terminal, at, 0);
      for (Whole number = 1; number < count; ++number) {
        const double more = released(terminal, at);
        if (delay_sd[terminal] > 0.0)
          send(terminal, more, delay[terminal] + drawn(terminal, at, number), at, phase);
        else
          together += more;
      }
      send(terminal, together, delay[terminal] + later, at, phase);
    }
  }

  double released(Whole terminal, Whole at) {
    const double size = factor(factors[factor_of[terminal]], at);
    if (!(use[terminal] > 0.0)) return size;
    const double waited = clab_greatest(double(at - last_use[terminal]), at_once);
    const auto result = clab_receptors_released(vesicles[terminal], utilised[terminal], waited,
                                                use[terminal], recovery[terminal],
                                                facilitation[terminal]);
    vesicles[terminal] = std::get<1>(result);
    utilised[terminal] = std::get<2>(result);
    last_use[terminal] = at;
    return size * std::get<0>(result);
  }

  double factor(const Factor& one, Whole at) const {
    for (auto past = one.past.rbegin(); past != one.past.rend(); ++past)
      if (past->first <= at) return past->second;
    return state[one.address];
  }

  void remember_factors() {
    for (auto& one : factors) {
      const double now = state[one.address];
      if (one.past.empty() || one.past.back().second != now) one.past.emplace_back(tick, now);
      if (one.past.size() > 1 && one.past[1].first + Whole(ring.size()) < tick)
        one.past.erase(one.past.begin());
    }
  }

  double drawn(Whole terminal, Whole at, Whole number) const {
    if (!(delay_sd[terminal] > 0.0)) return 0.0;
    const std::uint64_t counter = std::uint64_t(at - 1) + (std::uint64_t(number) << 48);
    return delay_sd[terminal] * clab_noise_normal(clab_noise_random_bits(key[terminal], counter));
  }

  void send(Whole terminal, double size, double steps, Whole at, int phase) {
    const Whole whole_steps = std::max<Whole>(0, Whole(std::floor(steps + 0.5)));
    Whole arrival = std::min<Whole>(at + whole_steps, at + Whole(ring.size()) - 2);
    arrival = std::max(arrival, tick);  // what is heard of late arrives now
    ring[arrival & (Whole(ring.size()) - 1)].push_back({2 * at + phase, terminal, size});
  }

  void deliver() {
    auto& due = ring[tick & (Whole(ring.size()) - 1)];
    if (!alone)
      std::stable_sort(due.begin(), due.end(), [](const Event& a, const Event& b) {
        return std::make_pair(a.order, a.terminal) < std::make_pair(b.order, b.terminal);
      });
    for (const auto& event : due) receive(event);
    due.clear();
  }

  void receive(const Event& event) {
    const Whole from = target_first[event.terminal], end = target_first[event.terminal + 1];
    for (Whole k = from; k < end; ++k) state[target_a[k]] += event.size * weight[k];
    if (target_b.count)
      for (Whole k = from; k < end; ++k) state[target_b[k]] += event.size * weight[k];
  }

  void change() {
    const auto at = whole("change.tick"), from = whole("change.first");
    while (next_change < at.count && at[next_change] <= tick) {
      const auto address = whole("change.address");
      const auto value = real("change.value");
      for (Whole k = from[next_change]; k < from[next_change + 1]; ++k)
        state[address[k]] = value[k];
      const std::string when = "@" + std::to_string(next_change);
      read_terminals(when);
      read_feeds("fast", fast, when);
      read_feeds("always", always, when);
      read_feeds("slow", slowly, when);
      read_feeds("sensed", sensed, when);
      ++next_change;
    }
  }

  void watch() {
    for (auto& one : watches) {
      const double value = state[one.address];
      one.low = clab_least(one.low, value);
      one.high = clab_greatest(one.high, value);
      if (tick % one.every) continue;
      one.columns.insert(one.columns.end(), {one.low, one.high});
      one.low = std::numeric_limits<double>::infinity();
      one.high = -one.low;
    }
  }

  void look_for_strays() {
    for (const auto& bank : cells)
      for (Whole k = 0; bank.voltage >= 0 && k < bank.size; ++k) {
        const double volts = bank.own[bank.voltage * bank.size + k];
        strayed |= !(volts >= bank.low && volts <= bank.high);
      }
  }
};

}  // namespace clab
