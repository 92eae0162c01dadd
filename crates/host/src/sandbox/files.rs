//! Landlock: which files can be reached by name.

use std::path::Path;

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, PathBeneath, PathFd,
    RestrictionStatus, Ruleset, RulesetAttr, RulesetCreated, RulesetCreatedAttr, RulesetError, RulesetStatus,
    Scope,
};

use super::Layer;

/// The newest interface of the kernel that the rules were written for; older kernels give what they have.
const ABI_WRITTEN_FOR: ABI = ABI::V6;

pub fn restrict(read: &[&Path], write: &[&Path]) -> Result<Layer, RulesetError> {
    let reading = AccessFs::ReadFile | AccessFs::ReadDir;
    let writing = AccessFs::WriteFile | AccessFs::MakeReg | AccessFs::RemoveFile | AccessFs::Truncate;
    let mut rules = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(ABI_WRITTEN_FOR))?
        // Also a second wall against sockets, where the kernel has it.
        .handle_access(AccessNet::BindTcp | AccessNet::ConnectTcp)?
        .scope(Scope::AbstractUnixSocket | Scope::Signal)?
        .create()?;
    for path in read {
        rules = allow(rules, path, reading)?;
    }
    for path in write {
        rules = allow(rules, path, writing)?;
    }
    let RestrictionStatus { ruleset, .. } = rules.restrict_self()?;
    Ok(match ruleset {
        RulesetStatus::FullyEnforced => Layer::On,
        RulesetStatus::PartiallyEnforced => Layer::Partly,
        RulesetStatus::NotEnforced => Layer::Off,
    })
}

/// Opens one door. A path that is not there needs none.
fn allow(
    rules: RulesetCreated,
    path: &Path,
    access: BitFlags<AccessFs>,
) -> Result<RulesetCreated, RulesetError> {
    let Ok(opened) = PathFd::new(path) else { return Ok(rules) };
    // Of a file, only what concerns files can be allowed.
    let access = if path.is_dir() { access } else { access & AccessFs::from_file(ABI_WRITTEN_FOR) };
    rules.add_rule(PathBeneath::new(opened, access))
}
